import { StreamableFile } from '@nestjs/common';
import type { Reply } from '../../../../platform/http/request.js';
import type { MyExports } from '../../application/privacy/my-exports.js';

/** Sends the archive for saving, and lets nobody keep a copy on the way. */
export function exportFile(file: Awaited<ReturnType<MyExports['open']>>, reply: Reply): StreamableFile {
  void reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
  return new StreamableFile(file.content, {
    type: 'application/zip',
    disposition: 'attachment; filename="my-data.zip"',
    length: file.sizeBytes,
  });
}
