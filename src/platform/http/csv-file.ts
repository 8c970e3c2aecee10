import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Reply } from './request.js';

/** Sends a CSV for saving, and lets nobody keep a copy on the way. */
export function csvFile(content: Readable, fileName: string, reply: Reply): StreamableFile {
  void reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
  return new StreamableFile(content, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${fileName}"`,
  });
}
