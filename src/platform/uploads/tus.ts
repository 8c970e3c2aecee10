import { Readable } from 'node:stream';
import { InvalidInput } from '../../kernel/errors.js';
import type { Reply, Request } from '../http/request.js';
import { type Checksum, checksumAlgorithms, type Piece } from './pieces.js';
import type { Announced } from './upload-purpose.js';
import type { Upload } from './upload-rows.js';
import { NoPieceOfFile, TusVersionUnsupported } from './uploads.errors.js';

const version = '1.0.0';

/** Says what this server speaks. @see https://tus.io/protocols/resumable-upload (version 1.0.0) */
export function tusOptions(reply: Reply, maxBytes: number): void {
  void reply.headers({
    'tus-resumable': version,
    'tus-version': version,
    'tus-extension': 'creation,expiration,termination,checksum',
    'tus-checksum-algorithm': checksumAlgorithms.join(','),
    'tus-max-size': String(maxBytes),
  });
}

/** @throws TusVersionUnsupported */
export function speaksTus(request: Request, reply: Reply): void {
  void reply.header('tus-resumable', version);
  if (request.headers['tus-resumable'] === version) return;
  void reply.header('tus-version', version);
  throw TusVersionUnsupported.use();
}

/** @throws InvalidInput naming the header */
export function announced(request: Request): Announced {
  const sizeBytes = count(request, 'Upload-Length');
  return { sizeBytes, metadata: metadataOf(single(request.headers['upload-metadata']) ?? '') };
}

/** @throws InvalidInput naming the header; NoPieceOfFile */
export function piece(request: Request): Piece {
  const offset = count(request, 'Upload-Offset');
  const { body } = request;
  if (!(body instanceof Readable)) throw NoPieceOfFile.sent();
  return { offset, body, checksum: checksumOf(single(request.headers['upload-checksum'])) };
}

/** `algorithm base64`; null when there is none. @throws InvalidInput */
function checksumOf(header: string | undefined): Checksum | null {
  if (header === undefined) return null;
  const [name, base64 = ''] = header.split(' ');
  const algorithm = checksumAlgorithms.find((known) => known === name);
  if (!algorithm || !/^[A-Za-z0-9+/]{1,90}={0,2}$/.test(base64))
    throw InvalidInput.field('Upload-Checksum', 'Send sha1 or sha256, a space, and the hash in Base64.');
  return { algorithm, digest: Buffer.from(base64, 'base64') };
}

export function describeUpload(upload: Upload, offset: number, reply: Reply): void {
  void reply.headers({
    'upload-offset': String(offset),
    'upload-length': String(upload.sizeBytes),
    'upload-expires': upload.expiresAt.toUTCString(),
    'cache-control': 'no-store',
  });
}

function count(request: Request, name: string): number {
  const text = single(request.headers[name.toLowerCase()]) ?? '';
  if (!/^\d{1,15}$/.test(text)) throw InvalidInput.field(name, 'Send a whole number of bytes.');
  return Number(text);
}

/** `key base64,key base64`; keys are ASCII. @throws InvalidInput */
function metadataOf(header: string): Record<string, string> {
  if (header.length > 8_000) throw InvalidInput.field('Upload-Metadata', 'Send less of it.');
  const pairs = header
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', value = ''] = pair.split(' ');
      if (!/^[A-Za-z]\w{0,40}$/.test(key) || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
        throw InvalidInput.field('Upload-Metadata', 'Send keys with values in Base64.');
      return [key, Buffer.from(value, 'base64').toString('utf8')] as const;
    });
  return Object.fromEntries(pairs);
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;
