import type { Readable } from 'node:stream';

/** What was written. */
export interface StoredFile {
  readonly key: string;
  readonly sizeBytes: number;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
  /** SHA-512, base64. */
  readonly sha512: string;
  /** BLAKE2b-512, base64. */
  readonly blake2b512: string;
}

export interface PutOptions {
  readonly contentType: string;
  /** The largest size that is accepted. */
  readonly maxBytes: number;
}

/** Bytes from `start` to `end`, both counted from 0 and both included, as in an HTTP range. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file that the storage holds. */
export interface ListedFile {
  readonly key: string;
  readonly changedAt: Date;
}

export interface LinkTerms {
  readonly seconds: number;
  /** Content-Disposition of the answer. */
  readonly disposition: string;
  readonly contentType: string;
}

/**
 * Where files live. Keys are made by us, never by a visitor: 1 to 200 characters, parts of letters, digits, `.`,
 * `_` and `-` joined by `/`, each part starting with a letter or digit.
 */
export abstract class Storage {
  /**
   * Stores the content under the key, or nothing: whoever reads sees the old content, the new, or none. Hashes are
   * taken while writing. A stream is used up or destroyed.
   * @throws FileTooLarge above `maxBytes`
   */
  abstract put(key: string, content: Readable | Buffer, options: PutOptions): Promise<StoredFile>;

  /**
   * The content, or the part of it that the range names; an end past the last byte means the last byte.
   * @throws NotFound when nothing is stored under the key
   * @throws RangeNotSatisfiable when the range starts past the last byte or ends before it starts
   */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;

  /** Bytes stored under the key. @throws NotFound when there are none */
  abstract size(key: string): Promise<number>;

  /** Forgets the content; nothing happens when there is none. */
  abstract delete(key: string): Promise<void>;

  /** Pages of all files that are stored, in no order; what is not finished is none. */
  abstract list(): AsyncIterable<readonly ListedFile[]>;

  /** Forgets what writers left that died before the instant, in the middle of a file whose key is ours. */
  abstract sweep(before: Date, isOurs: (key: string) => boolean): Promise<void>;

  /** Where the content lies below the storage's folder; null where there is no folder. */
  pathOf(_key: string): string | null {
    return null;
  }

  /** A link that gives the content to whoever holds it; null where the storage has none to give. */
  async linkTo(_key: string, _terms: LinkTerms): Promise<string | null> {
    return null;
  }

  /** Lets go of connections; nothing is asked afterwards. */
  close(): void {}
}

const keyPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** @throws Error when the key is none; that is a mistake in the code, since visitors never choose keys. */
export function assertKey(key: string): void {
  if (key.length > 200 || !keyPattern.test(key)) {
    throw new Error('A storage key has 1 to 200 characters: letters, digits, ".", "_", "-" and "/".');
  }
}
