import type { Readable } from 'node:stream';
import type { SignedIn, SystemActor } from '../../kernel/actor.js';

/** What a client says of a file before it sends it. */
export interface Announced {
  readonly sizeBytes: number;
  /** Upload-Metadata, decoded. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is whole, before anything of it is kept for good. */
export interface WholeUpload {
  /** Of the upload; the same however often its end is tried. */
  readonly id: string;
  /** What {@link UploadPurpose.accept} answered. */
  readonly details: unknown;
  readonly sizeBytes: number;
  /** Bytes in order, read as they are needed. */
  readonly content: Readable;
}

/** What a module takes large files for. */
export abstract class UploadPurpose {
  /** Module and thing, e.g. `downloads.artifact`. Stable: it is stored. */
  abstract readonly name: string;
  abstract readonly maxBytes: number;

  /**
   * Looks at a file before its first byte comes.
   * @returns what is needed at its end, as JSON
   * @throws DomainError when it is not wanted
   */
  abstract accept(actor: SignedIn, file: Announced): Promise<object>;

  /**
   * Looks at the first bytes, so that nobody sends the rest of what is not wanted. A DomainError ends the upload.
   * @param head at least 4 KiB, or the whole file
   */
  look?(details: unknown, head: Buffer): Promise<void>;

  /**
   * Takes the whole file. A DomainError ends the upload for good; any other error lets it be tried again.
   * @param actor the portal itself when nobody waits for the end any more
   */
  abstract take(actor: SignedIn | SystemActor, upload: WholeUpload): Promise<void>;

  /** Its sender gave it up, maybe after it was taken. */
  forget?(uploadId: string): Promise<void>;
}
