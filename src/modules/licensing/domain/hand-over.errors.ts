import { DomainError } from '../../../kernel/domain-error.js';
import type { ReleaseBudget } from './release-budget.js';

/** Customers released as many machines as the policy lets them. */
export class ReleaseBudgetSpent extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'release-budget-spent';

  static of({ allowed, windowDays, nextAt }: ReleaseBudget): ReleaseBudgetSpent {
    const spent =
      allowed === 0
        ? 'Releasing a machine of this license needs an approval.'
        : `You may release ${allowed} machines in ${windowDays} days yourself, and did.`;
    return new ReleaseBudgetSpent(spent, {
      remedy: 'Ask for approval; our support releases the machine.',
      extra: { allowed, windowDays, nextAt: nextAt?.toISOString() ?? null },
    });
  }
}

/** The machine has no place to give back. */
export class InstallationReleasedAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'installation-released-already';

  static before(): InstallationReleasedAlready {
    return new InstallationReleasedAlready('This machine has been released already.', {
      remedy: 'Its place is free: activate the new machine.',
    });
  }
}

/** Somebody asked before, and nobody decided yet. */
export class ReleaseRequestOpen extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'release-request-open';

  static already(): ReleaseRequestOpen {
    return new ReleaseRequestOpen('The release of this machine has been asked for already.', {
      remedy: 'Wait for the decision, or take the request back.',
    });
  }
}

/** The request was approved, refused or withdrawn. */
export class ReleaseRequestClosedAlready extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'release-request-closed';

  static before(): ReleaseRequestClosedAlready {
    return new ReleaseRequestClosedAlready('This request was decided meanwhile.', {
      remedy: 'Load it again and look at its status.',
    });
  }
}

/** Only who manages licenses, or holds the key of this one, asks for a release. */
export class ReleaseNotYours extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'forbidden';

  static toAsk(): ReleaseNotYours {
    return new ReleaseNotYours('Access denied: your role does not release machines.', {
      remedy: 'Ask an owner or a license administrator of your organization.',
    });
  }
}
