import { DomainError } from '../../../kernel/domain-error.js';

/** The license has as many addresses for updaters as one may have. */
export class TooManyUpdateFeeds extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-update-feeds';

  static already(most: number): TooManyUpdateFeeds {
    return new TooManyUpdateFeeds('This license has as many update feeds as it may have.', {
      remedy: 'Close one that no updater uses any more.',
      extra: { most },
    });
  }
}
