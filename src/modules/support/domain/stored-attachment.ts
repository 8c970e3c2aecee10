import type { Id } from '../../../kernel/ids.js';

export type AttachmentId = Id<'attachment'>;

/** A file that lies in the storage already. */
export interface StoredAttachment {
  readonly id: AttachmentId;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly storageKey: string;
}
