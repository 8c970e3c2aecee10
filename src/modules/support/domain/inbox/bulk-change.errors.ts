import { DomainError } from '../../../../kernel/domain-error.js';

/** The change of many requests cannot be undone any more. */
export class BulkChangeIsOver extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'bulk-change-is-over';

  static undone(): BulkChangeIsOver {
    return new BulkChangeIsOver('This change was undone already. Look at the requests one by one.');
  }

  static late(): BulkChangeIsOver {
    return new BulkChangeIsOver('A change can be undone for ten minutes. Change the requests one by one.');
  }
}
