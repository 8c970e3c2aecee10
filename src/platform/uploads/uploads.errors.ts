import { DomainError } from '../../kernel/domain-error.js';

/** The bytes do not continue where the upload stands. */
export class UploadOffsetMismatch extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'upload-offset-mismatch';

  static at(offset: number): UploadOffsetMismatch {
    return new UploadOffsetMismatch('The upload stands at another byte.', {
      remedy: 'Ask for its Upload-Offset, and go on from there.',
      extra: { offset },
    });
  }
}

/** The client speaks another version of the protocol. */
export class TusVersionUnsupported extends DomainError {
  readonly kind = 'precondition-failed';
  readonly code = 'tus-version-unsupported';

  static use(): TusVersionUnsupported {
    return new TusVersionUnsupported('Send the header Tus-Resumable: 1.0.0.');
  }
}

/** What was sent is no piece of a file. */
export class NoPieceOfFile extends DomainError {
  readonly kind = 'unsupported-media-type';
  readonly code = 'no-piece-of-file';

  static sent(): NoPieceOfFile {
    return new NoPieceOfFile('Send the bytes as application/offset+octet-stream.');
  }
}

/** A piece is not what its checksum says. @see https://tus.io/protocols/resumable-upload (checksum) */
export class ChecksumMismatch extends DomainError {
  readonly kind = 'checksum-mismatch';
  readonly code = 'checksum-mismatch';

  static of(offset: number): ChecksumMismatch {
    return new ChecksumMismatch('The bytes are not those that the checksum says. Nothing of them was kept.', {
      remedy: 'Send the piece again.',
      extra: { offset },
    });
  }
}

/** Somebody has too many unfinished uploads, or too large ones. */
export class TooManyUploads extends DomainError {
  readonly kind = 'limited';
  readonly code = 'too-many-uploads';

  static of(limit: number): TooManyUploads {
    return new TooManyUploads(`You have ${limit} unfinished uploads. Finish or delete one first.`, {
      retryAfterSeconds: 3_600,
    });
  }
  static holding(mostBytes: number): TooManyUploads {
    const mebibytes = Math.floor(mostBytes / 1_048_576);
    return new TooManyUploads(
      `Your unfinished uploads would be more than ${mebibytes} MiB together. Finish or delete one first.`,
      { retryAfterSeconds: 3_600 },
    );
  }
}

/** The organization sent as many bytes today as it may. */
export class UploadQuotaReached extends DomainError {
  readonly kind = 'limited';
  readonly code = 'upload-quota-reached';

  /** @param freeAt when there is a new share */
  static until(freeAt: Date, now: Date, limitBytes: number): UploadQuotaReached {
    const mebibytes = Math.floor(limitBytes / 1_048_576);
    return new UploadQuotaReached(
      `Your organization may send ${mebibytes} MiB of files in a day, and this would be more. Leave files out, or send them after 00:00 UTC.`,
      {
        retryAfterSeconds: Math.ceil((freeAt.getTime() - now.getTime()) / 1_000),
        extra: { limitBytes, freeAt: freeAt.toISOString() },
      },
    );
  }
}
