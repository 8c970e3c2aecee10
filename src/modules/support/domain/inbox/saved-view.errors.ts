import { DomainError } from '../../../../kernel/domain-error.js';

/** There are as many as a list shows. */
export class TooManySavedViews extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-saved-views';

  static over(most: number): TooManySavedViews {
    return new TooManySavedViews(`You keep ${most} views already. Delete one that you do not need first.`);
  }
}
