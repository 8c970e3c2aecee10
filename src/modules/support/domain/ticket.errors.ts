import { DomainError } from '../../../kernel/domain-error.js';
import type { TicketStatus } from '../events/ticket-words.js';

/** The status cannot follow the present one. */
export class StatusChangeRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'status-change-refused';

  static from(from: TicketStatus, to: TicketStatus): StatusChangeRefused {
    return new StatusChangeRefused(
      `A request that is ${from} cannot become ${to}. Open it again first, or choose another status.`,
      { extra: { from, to } },
    );
  }
}

/** The file is of a kind that requests do not take. */
export class AttachmentTypeRefused extends DomainError {
  readonly kind = 'unsupported-media-type';
  readonly code = 'attachment-type-refused';

  static of(fileName: string): AttachmentTypeRefused {
    const message = `We cannot take ${fileName}. Send an image (PNG, JPEG, GIF, WebP), a PDF, a text or log file, or a ZIP archive.`;
    return new AttachmentTypeRefused(message, { fields: [{ field: 'attachments', message }] });
  }
}

/** The file is larger than an attachment may be. */
export class AttachmentTooLarge extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'attachment-too-large';

  static of(fileName: string, maxBytes: number): AttachmentTooLarge {
    const mebibytes = Math.floor(maxBytes / 1_048_576);
    const message = `${fileName} is too large. Send files of at most ${mebibytes} MiB, or pack it as a ZIP archive.`;
    return new AttachmentTooLarge(message, {
      fields: [{ field: 'attachments', message }],
      extra: { maxBytes },
    });
  }
}

/** More files than one message takes. */
export class TooManyAttachments extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'too-many-attachments';

  static over(most: number): TooManyAttachments {
    const message = `Send at most ${most} files with one message; send the rest with another.`;
    return new TooManyAttachments(message, { fields: [{ field: 'attachments', message }] });
  }
}

/** Somebody wrote to the request since its reader looked. */
export class AnsweredMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'answered-meanwhile';

  static by(messageId: string): AnsweredMeanwhile {
    return new AnsweredMeanwhile(
      'Somebody wrote to this request meanwhile. Read it, then send your answer again if it still fits.',
      { extra: { messageId } },
    );
  }

  /** Theirs is held for a few seconds, in which they may take it back. */
  static soon(): AnsweredMeanwhile {
    return new AnsweredMeanwhile(
      'A colleague is just sending an answer to this request. Read it in a few seconds, then send yours if it still fits.',
    );
  }
}
