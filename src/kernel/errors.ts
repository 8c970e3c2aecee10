import { DomainError, type FieldIssue } from './domain-error.js';

/** The input was understood and breaks a rule; `facts.fields` names each field with its remedy. */
export class InvalidInput extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid-input';

  static of(fields: readonly FieldIssue[]): InvalidInput {
    const names = [...new Set(fields.map((issue) => issue.field || 'body'))].join(', ');
    return new InvalidInput(`Please correct: ${names}.`, { fields });
  }

  static field(field: string, message: string): InvalidInput {
    return InvalidInput.of([{ field, message }]);
  }
}

/** The thing does not exist, or the actor may not know that it does. */
export class NotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'not-found';

  static of(thing: string): NotFound {
    return new NotFound(`There is no such ${thing}, or it is not yours.`);
  }
}

/** The actor is known and lacks the permission. */
export class Forbidden extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'forbidden';
}

/** Nobody is signed in, or the credential is expired or revoked. */
export class Unauthenticated extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'unauthenticated';
}

/** Too many attempts; `facts.retryAfterSeconds` says when to come back. */
export class TooManyAttempts extends DomainError {
  readonly kind = 'limited';
  readonly code = 'limited';

  static retryIn(retryAfterSeconds: number): TooManyAttempts {
    return new TooManyAttempts(`Too many attempts. Try again in ${retryAfterSeconds} seconds.`, {
      retryAfterSeconds,
    });
  }
}

/** Something it needs does not answer right now. */
export class Unavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'unavailable';
}
