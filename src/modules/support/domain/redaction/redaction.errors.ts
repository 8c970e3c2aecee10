import { DomainError } from '../../../../kernel/domain-error.js';

/** The text does not hold the passage. */
export class PassageMissing extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'passage-missing';

  static inText(): PassageMissing {
    const message = 'The text does not hold this passage. Copy it as it stands there.';
    return new PassageMissing(message, { fields: [{ field: 'passage', message }] });
  }
}
