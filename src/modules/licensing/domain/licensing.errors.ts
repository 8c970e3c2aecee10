import { DomainError } from '../../../kernel/domain-error.js';
import type { LicenseStatus } from './license-status.js';
import type { Verdict } from './verdict.js';

/** No license has this serial number. */
export class LicenseNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'license-not-found';

  static with(verdict: Verdict): LicenseNotFound {
    return new LicenseNotFound(verdict.detail, { remedy: verdict.remedy.join(' '), extra: { verdict } });
  }
}

/** The license allows no more: machines, cores or people. */
export class InstallationLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'installation-limit-reached';

  static with(verdict: Verdict): InstallationLimitReached {
    return new InstallationLimitReached(verdict.detail, {
      remedy: verdict.remedy.join(' '),
      extra: { verdict },
    });
  }
}

/** The license exists and grants nothing now: suspended, revoked or expired. */
export class LicenseNotUsable extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'license-not-usable';

  static with(verdict: Verdict): LicenseNotUsable {
    return new LicenseNotUsable(verdict.detail, { remedy: verdict.remedy.join(' '), extra: { verdict } });
  }
}

/** The machine has no place to work with: not activated, released, lapsed or without a lease. */
export class InstallationNotActive extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'installation-not-active';

  static with(verdict: Verdict): InstallationNotActive {
    return new InstallationNotActive(verdict.detail, {
      remedy: verdict.remedy.join(' '),
      extra: { verdict },
    });
  }
}

/** The license lends no more places. */
export class LeaseLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'lease-limit-reached';

  static with(verdict: Verdict): LeaseLimitReached {
    return new LeaseLimitReached(verdict.detail, { remedy: verdict.remedy.join(' '), extra: { verdict } });
  }
}

/** The license includes no more of what is counted. */
export class UsageLimitReached extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'usage-limit-reached';

  static with(verdict: Verdict): UsageLimitReached {
    return new UsageLimitReached(verdict.detail, { remedy: verdict.remedy.join(' '), extra: { verdict } });
  }
}

/** Leases are for floating licenses. */
export class LicenseNotFloating extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'license-not-floating';

  static of(): LicenseNotFloating {
    return new LicenseNotFloating('This license belongs to machines and lends no places.', {
      remedy: 'Leave the lease out; an activated machine may run.',
    });
  }
}

/** Neither the UID nor the key of the installation came along. */
export class InstallationProofRequired extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'installation-proof-required';

  static ofDeactivation(): InstallationProofRequired {
    return new InstallationProofRequired('Only the installation itself gives its place back.', {
      remedy: 'Send its UID along, or sign the request with its key.',
    });
  }
}

/** The installation signs its launches with another key, or this key is new to it, and the UID was not given. */
export class LaunchKeyHeld extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'launch-key-held';

  static byInstallation(): LaunchKeyHeld {
    return new LaunchKeyHeld('This installation is known without this public key.', {
      remedy: 'Send its UID along, or have the installation released and activate anew.',
    });
  }
}

/** The license stands where this is not possible. */
export class LicenseStatusConflict extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'license-status-conflict';

  static of(from: LicenseStatus, to: LicenseStatus): LicenseStatusConflict {
    return new LicenseStatusConflict(`A license that is ${from} cannot become ${to}.`, {
      remedy: 'Load the license again and look at its status.',
    });
  }
}

/** Somebody asks what only the installation itself may know. */
export class ClaimsWithoutUid extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'claims-without-uid';

  static refused(): ClaimsWithoutUid {
    return new ClaimsWithoutUid('These claims are for the installation itself.', {
      remedy: 'Send the UID that its activation answered, or leave the claims out.',
    });
  }
}

/** Somebody else changed the policy since it was read; `current` and `yours` are both there to compare. */
export class PolicyChangedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'policy-changed-meanwhile';

  static with(versions: { readonly current: object; readonly yours: object }): PolicyChangedMeanwhile {
    return new PolicyChangedMeanwhile('Somebody changed this policy since you read it.', {
      remedy: 'Compare both, and save again with the version of now.',
      extra: { ...versions },
    });
  }
}

/** Lines of the file have problems, so none of them is carried out. */
export class LicenseBatchFaulty extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'license-batch-faulty';

  static with(problems: number): LicenseBatchFaulty {
    return new LicenseBatchFaulty(`The file has ${problems} problems, so none of its lines is carried out.`, {
      remedy: 'Correct the lines and upload the file again.',
    });
  }
}

/** The file waited so long that a license of it would be over when it is issued. */
export class LicenseBatchTooOld extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'license-batch-too-old';

  static inLine(line: number): LicenseBatchTooOld {
    return new LicenseBatchTooOld(`The license of line ${line} would be over by now.`, {
      remedy: 'Write a day that is still to come and upload the file again.',
    });
  }
}
