import { DomainError } from '../../../../kernel/domain-error.js';

/** A reply to a closed request that does not say what it means for it (row SU-8). */
export class ReplyMeaningMissing extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'reply-meaning-missing';

  static ofClosed(): ReplyMeaningMissing {
    const message = 'This request is closed. Choose whether it is still broken, thanks, or something new.';
    return new ReplyMeaningMissing(message, { fields: [{ field: 'meaning', message }] });
  }
}

/** A request that is not closed yet has no end to be rated. */
export class NotClosedYet extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-closed-yet';

  static toRate(): NotClosedYet {
    return new NotClosedYet('Close the request first; then you can rate how it went.');
  }
}

/** The time to think again is over. */
export class RatingIsFinal extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'rating-is-final';

  static after(days: number): RatingIsFinal {
    return new RatingIsFinal(
      `You rated this request more than ${days} days ago. Write a reply if something changed.`,
    );
  }
}
