import { DomainError } from '../../../kernel/domain-error.js';

/** The header is no key: 1 to 128 visible ASCII characters, on a body that is JSON. */
export class IdempotencyKeyMalformed extends DomainError {
  readonly kind = 'malformed';
  readonly code = 'idempotency-key-malformed';

  static key(): IdempotencyKeyMalformed {
    return new IdempotencyKeyMalformed(
      'The header Idempotency-Key must have 1 to 128 visible ASCII characters.',
      {
        remedy: 'Send a random UUID, and the same one again when you repeat the request.',
      },
    );
  }

  static body(): IdempotencyKeyMalformed {
    return new IdempotencyKeyMalformed(
      'Idempotency-Key works with JSON bodies only. Leave it out to send files.',
    );
  }
}

/** The key was used for something else. */
export class IdempotencyKeyReused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'idempotency-key-reused';

  static once(): IdempotencyKeyReused {
    return new IdempotencyKeyReused('This Idempotency-Key was already used for another request.', {
      remedy: 'Make a new key for every request, and repeat a key only with the same path and body.',
    });
  }
}

/** The first request with this key is still at work. */
export class StillAtWork extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'idempotency-key-in-use';

  static retry(): StillAtWork {
    return new StillAtWork(
      'The first request with this Idempotency-Key is still at work. Try again in a moment.',
      {
        retryAfterSeconds: 5,
      },
    );
  }
}
