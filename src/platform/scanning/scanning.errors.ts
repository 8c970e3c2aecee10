import { DomainError } from '../../kernel/domain-error.js';

/** The virus scanner found something in the file. */
export class FileInfected extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'file-infected';

  private constructor(
    message: string,
    /** The scanner's name of what it found. */
    readonly found: string,
  ) {
    super(message, { remedy: 'Scan your computer, and send a clean file.' });
  }

  static by(found: string): FileInfected {
    return new FileInfected('The virus scanner found something in the file. It was not kept.', found);
  }
}

/** The virus scanner does not take files of this size, so the portal does not either. */
export class TooLargeToScan extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'file-too-large-to-scan';

  static now(): TooLargeToScan {
    return new TooLargeToScan('The file is larger than the virus scanner takes. It was not kept.', {
      remedy: 'Send a smaller file, or ask whoever runs the portal to raise the limit of the scanner.',
    });
  }
}

/** The virus scanner gives no verdict, and without one no file is taken. */
export class ScannerUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'scanner-unavailable';

  /** @param cause for the log */
  static now(cause: unknown): ScannerUnavailable {
    const error = new ScannerUnavailable(
      'Files cannot be checked for viruses right now, so none is taken. Try again in a few minutes.',
      { retryAfterSeconds: 120 },
    );
    error.cause = cause;
    return error;
  }
}
