import { DomainError } from '../../../kernel/domain-error.js';

/** What was asked does not fit the status of the advisory. */
export class AdvisoryStatusConflict extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'advisory-status-conflict';

  static of(status: 'draft' | 'published' | 'withdrawn'): AdvisoryStatusConflict {
    return new AdvisoryStatusConflict(`This cannot be done with an advisory that is ${status}.`, {
      remedy: 'Reload the page to see its present status.',
    });
  }
}
