import { DomainError } from '../../../kernel/domain-error.js';

/** An authenticator app is set up already. */
export class AuthenticatorOn extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'authenticator-on';

  static already(): AuthenticatorOn {
    return new AuthenticatorOn(
      'An authenticator app is set up already. Turn it off first to set up another one.',
    );
  }
}

/** The role asks for a second factor, and this is the last one. */
export class LastFactorNeeded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'last-factor-needed';

  static ofRole(): LastFactorNeeded {
    return new LastFactorNeeded(
      'Your role needs a second factor. Add another one before you remove the last one.',
    );
  }
}
