import { fileTypeFromBuffer } from 'file-type';

const allowed = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/zip',
]);

const gzipMark = 0x1f8b;
const plainText = 'text/plain; charset=utf-8';

/** As many bytes as the detection looks at. */
export const headBytes = 4_100;

/**
 * The type of a file by its first bytes, never by its name; null when requests do not take it. What no signature
 * tells and reads as text is text.
 */
export async function attachmentType(head: Buffer): Promise<string | null> {
  // The detection would unpack it, to see what is inside; requests take none of it anyway.
  if (head.length >= 2 && head.readUInt16BE(0) === gzipMark) return null;
  const detected = await fileTypeFromBuffer(head);
  if (detected) return allowed.has(detected.mime) ? detected.mime : null;
  return isText(head) ? plainText : null;
}

// UTF-16 with a byte order mark is what some systems write their logs in.
function isText(head: Buffer): boolean {
  if (head.length >= 2 && (head.readUInt16BE(0) === 0xfffe || head.readUInt16BE(0) === 0xfeff)) return true;
  return !head.includes(0);
}
