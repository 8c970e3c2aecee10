import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { Storage } from '../../../../platform/storage/storage.js';
import type { OpenedBundle } from '../../application/bundles/open-bundle.js';
import { beginFileAnswer } from '../file-answer.js';

/** Sends a bundle, whole or one range, with the hash of its bytes as ETag. */
@Injectable()
export class BundleSender {
  constructor(private readonly storage: Storage) {}

  /** @throws RangeNotSatisfiable when the range starts past the end */
  async send(bundle: OpenedBundle, request: Request, reply: Reply): Promise<StreamableFile | undefined> {
    const wanted = beginFileAnswer({ ...bundle, contentType: 'application/x-tar' }, request, reply);
    if (wanted === 'known') return undefined;
    if (wanted === 'head') return new StreamableFile(Readable.from([]));
    return new StreamableFile(
      await this.storage.read(bundle.storageKey, wanted === 'all' ? undefined : wanted),
    );
  }
}
