import { DomainError } from '../../../../kernel/domain-error.js';

/** More people than a request takes. */
export class TooManyFollowers extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-followers';

  static over(most: number): TooManyFollowers {
    return new TooManyFollowers(
      `At most ${most} people follow a request. Remove somebody first, or let the organization see it.`,
    );
  }
}
