import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Reply, Request } from '../../../platform/http/request.js';
import { log } from '../../../platform/logging/log.js';
import { Storage } from '../../../platform/storage/storage.js';
import type { OpenedArtifact } from '../application/open-artifact.js';
import { type Answer, type Downloader, RecordDownload } from '../application/record-download.js';
import type { Range } from './byte-range.js';
import { beginFileAnswer } from './file-answer.js';
import { Handover } from './handover.js';

/** The answer's bytes, or nothing for one that has none. */
type Sent = StreamableFile | undefined;

/** What was sent of the file. */
type Sending = Pick<Answer, 'firstByte' | 'bytesSent' | 'finished' | 'handedTo'>;

/**
 * Sends a file that the customer may have: whole or one range, resumable for ever because the ETag is the file's hash.
 * Bytes go from the storage to the socket without being gathered, and what was sent is written down.
 */
@Injectable()
export class ArtifactSender {
  constructor(
    private readonly storage: Storage,
    private readonly record: RecordDownload,
    private readonly handover: Handover,
  ) {}

  /** @throws RangeNotSatisfiable when the range starts past the end */
  async send(actor: Downloader, file: OpenedArtifact, request: Request, reply: Reply): Promise<Sent> {
    const wanted = beginFileAnswer({ ...file, contentType: 'application/octet-stream' }, request, reply);
    if (wanted === 'known') return undefined;
    if (wanted === 'head') return new StreamableFile(Readable.from([]));
    const range = wanted === 'all' ? null : wanted;
    const handedTo = await this.handover.of(file, reply);
    if (!handedTo) return this.stream(actor, file, range, reply);
    const sent = { firstByte: range?.start ?? 0, bytesSent: 0, finished: false, handedTo };
    this.noteAtTheEnd(actor, file, reply, () => sent);
    return undefined;
  }

  private async stream(
    actor: Downloader,
    file: OpenedArtifact,
    range: Range | null,
    reply: Reply,
  ): Promise<Sent> {
    const source = await this.storage.read(file.storageKey, range ?? undefined);
    let bytesSent = 0;
    const count = (bytes: number) => {
      bytesSent += bytes;
    };
    // Beside the pipe, not within it: another stream between file and socket costs a third of the speed.
    source.on('passed', count);
    reply.raw.once('pipe', (sent: Readable) => sent.on('data', (chunk: Buffer) => count(chunk.length)));
    this.noteAtTheEnd(actor, file, reply, () => ({
      firstByte: range?.start ?? 0,
      bytesSent,
      finished: reply.raw.writableFinished,
      handedTo: null,
    }));
    return new StreamableFile(source);
  }

  private noteAtTheEnd(actor: Downloader, file: OpenedArtifact, reply: Reply, sent: () => Sending): void {
    reply.raw.once('close', () => {
      // The answer has ended; a lost line of the log must not be told to the customer.
      this.record
        .execute(actor, {
          releaseId: file.releaseId,
          artifactId: file.id,
          sizeBytes: file.sizeBytes,
          ...sent(),
        })
        .catch((error: unknown) =>
          log.error({ err: error, artifactId: file.id }, 'a download was not written down'),
        );
    });
  }
}
