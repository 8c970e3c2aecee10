import { DomainError } from '../../../kernel/domain-error.js';

/** The answer of a passkey was not taken. Every cause reads the same. */
export class PasskeyRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'passkey-refused';

  static asAlways(): PasskeyRefused {
    return new PasskeyRefused('Access denied: this passkey was not accepted. Try again, or use another way.');
  }
}

/** An account has as many passkeys as it may have. */
export class TooManyPasskeys extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-passkeys';

  static already(): TooManyPasskeys {
    return new TooManyPasskeys('You have 20 passkeys. Remove one that you no longer use, then add this one.');
  }
}
