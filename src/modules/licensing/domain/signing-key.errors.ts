import { DomainError } from '../../../kernel/domain-error.js';

/** The key that signs license files cannot be unsealed. */
export class SigningKeyUnreadable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'signing-key-unreadable';

  static current(): SigningKeyUnreadable {
    return new SigningKeyUnreadable(
      'License files cannot be signed: the key was sealed with another APP_SECRET.',
      {
        remedy:
          'Give the portal the APP_SECRET it had before, or make a new key with `latchkey keys rotate`.',
      },
    );
  }
}
