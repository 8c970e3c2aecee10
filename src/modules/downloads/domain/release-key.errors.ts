import { DomainError } from '../../../kernel/domain-error.js';

/** The key that signs releases cannot be unsealed. */
export class ReleaseKeyUnreadable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'release-key-unreadable';

  static current(): ReleaseKeyUnreadable {
    return new ReleaseKeyUnreadable(
      'Releases cannot be signed: the key was sealed with another APP_SECRET.',
      {
        remedy:
          'Give the portal the APP_SECRET it had before, or make new keys with `latchkey release-keys rotate all`.',
      },
    );
  }
}
