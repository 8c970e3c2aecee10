import { DomainError } from '../../../kernel/domain-error.js';
import { maxAttachments } from '../domain/stored-attachment.js';
import { AttachmentTooLarge, TooManyAttachments } from '../domain/ticket.errors.js';
import { cleanName, maxAttachmentBytes } from './attachment-uploads.js';

/** A form with files that ends before it should, or is none. */
export class BrokenUpload extends DomainError {
  readonly kind = 'malformed';
  readonly code = 'broken-upload';
}

/** The parser's refusals in our words. */
export const RefusedUpload = {
  tooLarge: (fileName: string): DomainError => AttachmentTooLarge.of(cleanName(fileName), maxAttachmentBytes),

  /** What stays as it is: errors of ours, and what already has a status. */
  from(error: unknown): unknown {
    if (error instanceof DomainError || !(error instanceof Error)) return error;
    const code = 'code' in error ? String(error.code) : '';
    if (code === 'FST_REQ_FILE_TOO_LARGE') return RefusedUpload.tooLarge('');
    if (code === 'FST_FILES_LIMIT') return TooManyAttachments.over(maxAttachments);
    if (code !== '' && !code.startsWith('FST_')) return error;
    return new BrokenUpload('The form could not be read to its end. Send it again.');
  },
};
