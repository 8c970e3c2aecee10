import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { byteOrderMark, csvRecord } from '../../../../platform/csv.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import type { LoggedDownload } from './download-log.js';
import { ListDownloads } from './list-downloads.js';

const perPerson = declareLimit({ name: 'downloads.export', points: 30, perSeconds: 3_600 });

const columns = [
  'downloaded_at',
  'person',
  'person_id',
  'product',
  'version',
  'file',
  'size_bytes',
  'sha256',
  'release_id',
  'delivery',
];

/** Writes the download log as CSV while it is read. */
@Injectable()
export class ExportDownloads {
  constructor(
    private readonly list: ListDownloads,
    private readonly limits: RateLimits,
  ) {}

  /** @throws TooManyAttempts above 30 an hour */
  async execute(actor: CustomerActor): Promise<Readable> {
    await this.limits.consume(perPerson, actor.userId);
    return Readable.from(this.text(actor));
  }

  private async *text(actor: CustomerActor): AsyncGenerator<string> {
    yield byteOrderMark + csvRecord(columns);
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.list.execute(actor, { limit: 500, cursor });
      yield items.map((download) => csvRecord(cellsOf(download))).join('');
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function cellsOf(download: LoggedDownload): string[] {
  return [
    download.endedAt.toISOString(),
    download.person ?? '',
    download.userId ?? '',
    download.productName,
    download.version,
    download.fileName,
    String(download.sizeBytes),
    download.sha256,
    download.releaseId,
    download.delivery,
  ];
}
