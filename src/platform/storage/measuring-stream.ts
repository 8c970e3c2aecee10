import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { FileTooLarge } from './storage.errors.js';
import type { StoredFile } from './storage.js';

/** Passes bytes on, counts and hashes them, and fails at the first byte over the limit. */
export class MeasuringStream extends Transform {
  private readonly sha256 = createHash('sha256');
  private readonly sha512 = createHash('sha512');
  private readonly blake2b512 = createHash('blake2b512');
  private sizeBytes = 0;

  constructor(private readonly maxBytes: number) {
    super({ highWaterMark: 1_048_576 });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.sizeBytes += chunk.length;
    if (this.sizeBytes > this.maxBytes) {
      done(FileTooLarge.over(this.maxBytes));
      return;
    }
    this.sha256.update(chunk);
    this.sha512.update(chunk);
    this.blake2b512.update(chunk);
    done(null, chunk);
  }

  /** Size and hashes; only once the stream has ended. */
  result(): Omit<StoredFile, 'key'> {
    return {
      sizeBytes: this.sizeBytes,
      sha256: this.sha256.digest('hex'),
      sha512: this.sha512.digest('base64'),
      blake2b512: this.blake2b512.digest('base64'),
    };
  }
}
