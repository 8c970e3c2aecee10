import { DomainError } from '../../../kernel/domain-error.js';

/** The agent said yes before; a claim takes two different ones. */
export class SecondAgentNeeded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'second-agent-needed';

  static other(): SecondAgentNeeded {
    return new SecondAgentNeeded('You confirmed this claim before. Another agent must confirm it, too.');
  }
}

/** The review was decided, or the claim was proved or gave way meanwhile. */
export class ReviewOver extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'review-over';

  static decided(): ReviewOver {
    return new ReviewOver('This claim is decided. Load the list again.');
  }
}
