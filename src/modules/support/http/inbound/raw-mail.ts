import { Readable } from 'node:stream';
import type { StreamableFile } from '@nestjs/common';
import type { Reply } from '../../../../platform/http/request.js';
import { attachmentFile } from '../attachment-file.js';

/** A mail as it came: saved, and never a mail to the browser. */
export function rawMail(id: string, raw: Buffer, reply: Reply): StreamableFile {
  return attachmentFile(
    {
      fileName: `${id}.eml`,
      contentType: 'application/octet-stream',
      sizeBytes: raw.length,
      content: Readable.from([raw]),
    },
    reply,
  );
}
