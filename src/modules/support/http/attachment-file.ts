import { StreamableFile } from '@nestjs/common';
import type { Reply } from '../../../platform/http/request.js';
import type { OpenedAttachment } from '../application/open-attachment.js';

/** A file of somebody else's: saved, never opened in the portal's origin (security.md C4). @see RFC 6266 */
export function attachmentFile(file: OpenedAttachment, reply: Reply): StreamableFile {
  void reply.headers({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
  const ascii = file.fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(file.fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new StreamableFile(file.content, {
    type: file.contentType,
    disposition: `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    length: file.sizeBytes,
  });
}
