/** Bytes from `start` to `end`, both counted from 0 and both included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const single = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The one range that a `Range` header asks for. Null: send everything, which is allowed for what is malformed, of
 * another unit, or of several ranges.
 * @see RFC 9110 section 14.2
 */
export function rangeOf(header: string | undefined, sizeBytes: number): Range | 'unsatisfiable' | null {
  const [, first = '', last = ''] = single.exec(header?.replaceAll(' ', '') ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= sizeBytes ? 'unsatisfiable' : { start, end };
}

/** Whether If-None-Match names the file that the reader has already. @see RFC 9110 section 13.1.2 */
export function knows(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** Whether a range may be used: If-Range is absent or names exactly this file. @see RFC 9110 section 13.1.5 */
export function sameFile(header: string | undefined, etag: string): boolean {
  return header === undefined || header.trim() === etag;
}

/** The value of Content-Disposition for a file of any name. @see RFC 6266 appendix D, RFC 8187 */
export function attachmentNamed(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
