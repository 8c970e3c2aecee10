import type { Reply, Request } from '../../../platform/http/request.js';
import { RangeNotSatisfiable } from '../../../platform/storage/storage.errors.js';
import { attachmentNamed, knows, type Range, rangeOf, sameFile } from './byte-range.js';
import { reprDigest } from './repr-digest.js';

/** A file whose bytes never change. */
export interface UnchangingFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Lower-case hex; the ETag. */
  readonly sha256: string;
  /** Base64, where it is known. */
  readonly sha512?: string;
}

/** Which bytes the answer carries: a range, all of them, or none because the reader has the file or asked by HEAD. */
export type Wanted = Range | 'all' | 'known' | 'head';

/**
 * Writes status and headers of a file's answer, resumable for ever because the ETag is the file's hash.
 * @throws RangeNotSatisfiable when the range starts past the end
 */
export function beginFileAnswer(file: UnchangingFile, request: Request, reply: Reply): Wanted {
  const etag = `"${file.sha256}"`;
  const { range: asked, 'if-none-match': known, 'if-range': condition } = request.headers;
  if (knows(known, etag)) {
    void reply.status(304).headers(validators(etag));
    return 'known';
  }
  const ranged = request.method === 'GET' && sameFile(single(condition), etag);
  const range = ranged ? rangeOf(asked, file.sizeBytes) : null;
  if (range === 'unsatisfiable') {
    void reply.headers({ 'accept-ranges': 'bytes', 'content-range': `bytes */${file.sizeBytes}` });
    throw RangeNotSatisfiable.of(file.sizeBytes);
  }
  describe(file, range, request, reply);
  return request.method === 'HEAD' ? 'head' : (range ?? 'all');
}

function describe(file: UnchangingFile, range: Range | null, request: Request, reply: Reply): void {
  // The switch of @fastify/compress: a compressed answer would have other bytes than its ETag and ranges promise.
  request.headers['x-no-compression'] = '1';
  void reply.status(range ? 206 : 200).headers({
    ...validators(`"${file.sha256}"`),
    'content-type': file.contentType,
    'content-length': String(range ? range.end - range.start + 1 : file.sizeBytes),
    'content-disposition': attachmentNamed(file.fileName),
    'repr-digest': reprDigest(file, single(request.headers['want-repr-digest'])),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${file.sizeBytes}` } : {}),
  });
}

const validators = (etag: string) => ({
  etag,
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache, no-transform',
});

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;
