import type { Id } from '../../../kernel/ids.js';
import type { Diagnosis } from './diagnostics/diagnosis.js';

export type AttachmentId = Id<'attachment'>;

/** The most files of one message. */
export const maxAttachments = 10;

/** What a message takes along. */
export interface SentFiles {
  /** Came with the form. */
  readonly attachments?: readonly StoredAttachment[];
  /** Came in parts, and wait for the message. */
  readonly uploadIds?: readonly string[];
}

/** A file that lies in the storage already. */
export interface StoredAttachment {
  readonly id: AttachmentId;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly storageKey: string;
  /** What it says as a diagnostic bundle; null or left out for other files. */
  readonly bundle?: Diagnosis | null;
}
