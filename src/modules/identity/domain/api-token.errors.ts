import { DomainError } from '../../../kernel/domain-error.js';

/** The person has as many API tokens as one may have. */
export class TooManyApiTokens extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-api-tokens';

  static already(): TooManyApiTokens {
    return new TooManyApiTokens(
      'You have 50 API tokens. Revoke one that you no longer use, then try again.',
      {
        remedy: 'Revoke a token that you no longer use.',
      },
    );
  }
}

/** Only a token that works and is not replaced yet can be rotated. */
export class ApiTokenOver extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'api-token-over';

  static rotating(): ApiTokenOver {
    return new ApiTokenOver('This token is expired, revoked or already replaced. Create a new one.', {
      remedy: 'Create a new token.',
    });
  }
}

/** Nobody gives a program more than they may do themselves. */
export class ScopesNotHeld extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'scopes-not-held';

  static by(scopes: readonly string[]): ScopesNotHeld {
    const message = 'Choose only permissions that you have yourself.';
    return new ScopesNotHeld(message, { fields: [{ field: 'scopes', message }], extra: { scopes } });
  }
}
