import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { RangeNotSatisfiable } from '../../../../platform/storage/storage.errors.js';
import { Storage } from '../../../../platform/storage/storage.js';
import type { OpenedBundle } from '../../application/bundles/open-bundle.js';
import { attachmentNamed, knows, rangeOf, sameFile } from '../byte-range.js';

/** Sends a bundle, whole or one range, with the hash of its bytes as ETag. */
@Injectable()
export class BundleSender {
  constructor(private readonly storage: Storage) {}

  /** @throws RangeNotSatisfiable when the range starts past the end */
  async send(bundle: OpenedBundle, request: Request, reply: Reply): Promise<StreamableFile | undefined> {
    const { sizeBytes, sha256 } = bundle;
    const etag = `"${sha256}"`;
    const validators = { etag, 'accept-ranges': 'bytes', 'cache-control': 'private, no-cache, no-transform' };
    if (knows(request.headers['if-none-match'], etag)) {
      void reply.status(304).headers(validators);
      return undefined;
    }
    const range = askedRange(request, etag, sizeBytes);
    if (range === 'unsatisfiable') {
      void reply.headers({ 'accept-ranges': 'bytes', 'content-range': `bytes */${sizeBytes}` });
      throw RangeNotSatisfiable.of(sizeBytes);
    }
    // The switch of @fastify/compress: a compressed answer would have other bytes than its ETag and ranges promise.
    request.headers['x-no-compression'] = '1';
    void reply.status(range ? 206 : 200).headers({
      ...validators,
      'content-type': 'application/x-tar',
      'content-length': String(range ? range.end - range.start + 1 : sizeBytes),
      'content-disposition': attachmentNamed(bundle.fileName),
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${sizeBytes}` } : {}),
    });
    if (request.method === 'HEAD') return new StreamableFile(Readable.from([]));
    return new StreamableFile(await this.storage.read(bundle.storageKey, range ?? undefined));
  }
}

function askedRange({ method, headers }: Request, etag: string, sizeBytes: number) {
  const condition = headers['if-range'];
  const ranged = method === 'GET' && sameFile(Array.isArray(condition) ? condition[0] : condition, etag);
  return ranged ? rangeOf(headers.range, sizeBytes) : null;
}
