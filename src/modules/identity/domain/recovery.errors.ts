import { DomainError } from '../../../kernel/domain-error.js';

/** The agent who started a recovery does not approve it. */
export class SecondAgentNeeded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'second-agent-needed';

  static other(): SecondAgentNeeded {
    return new SecondAgentNeeded('You started this recovery. Another agent has to approve it.');
  }
}

/** A person has one recovery at a time. */
export class RecoveryOpen extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'recovery-open';

  static already(): RecoveryOpen {
    return new RecoveryOpen('A recovery of this account is open. Withdraw it first, or wait for it.');
  }
}

/** What was asked does not fit how far the recovery is. */
export class RecoveryStatusConflict extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'recovery-status-conflict';

  static over(): RecoveryStatusConflict {
    return new RecoveryStatusConflict(
      'This recovery is approved or over. Load it again to see how it stands.',
    );
  }
}
