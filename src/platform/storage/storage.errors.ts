import { DomainError } from '../../kernel/domain-error.js';

/** The file is larger than the place it is meant for takes. */
export class FileTooLarge extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'file-too-large';

  static over(maxBytes: number): FileTooLarge {
    return new FileTooLarge(`The file is too large. Send at most ${readable(maxBytes)}.`, {
      extra: { maxBytes },
    });
  }
}

/** There is no room for the file. */
export class StorageFull extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'storage-full';

  static now(): StorageFull {
    return new StorageFull(
      'The storage for files is full. Nothing was stored; tell support, and try again later.',
      {
        retryAfterSeconds: 600,
      },
    );
  }
}

/** The range asked for lies outside of the file. */
export class RangeNotSatisfiable extends DomainError {
  readonly kind = 'range-not-satisfiable';
  readonly code = 'range-not-satisfiable';

  static of(sizeBytes: number | null): RangeNotSatisfiable {
    const extra = sizeBytes === null ? {} : { sizeBytes };
    return new RangeNotSatisfiable('The range lies outside of the file. Ask for bytes that it has.', {
      extra,
    });
  }
}

function readable(bytes: number): string {
  if (bytes >= 1_048_576) return `${Math.floor((bytes / 1_048_576) * 10) / 10} MB`;
  if (bytes >= 1_024) return `${Math.floor(bytes / 1_024)} KB`;
  return `${bytes} bytes`;
}
