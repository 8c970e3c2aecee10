import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { effectiveStatus, type LicenseStatus } from '../../domain/license-status.js';
import { nextCheckSeconds } from '../../domain/next-check.js';
import { heartbeatEvery } from '../../domain/standing.js';
import type { Verdict } from '../../domain/verdict.js';
import { BeginTerm } from './begin-term.js';
import type { FoundMachine } from './find-machine.js';
import { featuresOf, judgeMachine, noWishes, standingIn, type Wishes } from './judge-machine.js';
import { LastSeen } from './last-seen.js';

/** May the product run, what the license is like, and when to ask again. */
export interface Validation {
  readonly verdict: Verdict;
  /** Null when there is none. */
  readonly license: {
    readonly status: LicenseStatus;
    readonly expiresAt: Date | null;
    readonly maintenanceEndsAt: Date;
    readonly features: readonly string[];
  } | null;
  readonly nextCheckSeconds: number;
}

export interface Heartbeat {
  readonly verdict: Verdict;
  /** Null when the license demands no heartbeats. */
  readonly nextHeartbeatSeconds: number | null;
}

/**
 * The two calls that every installation makes all the time. They take the one statement that found the machine, and
 * write nothing: when it was seen is written down for many at once.
 */
@Injectable()
export class ValidateLicense {
  constructor(
    private readonly beginTerm: BeginTerm,
    private readonly lastSeen: LastSeen,
    private readonly clock: Clock,
  ) {}

  /** @param command.found null for a license that does not exist */
  async execute(command: {
    readonly found: FoundMachine | null;
    readonly wishes: Wishes;
    /** Of the product; null when it does not say. */
    readonly version: string | null;
  }): Promise<Validation> {
    const now = this.clock.now();
    const found = await this.inItsTerm(command.found, command.wishes, now);
    const verdict = judgeMachine(found, command.wishes, now);
    if (found) this.noteSeen(found, command.version, now);
    return {
      verdict,
      license: found && {
        status: effectiveStatus(found.status, found.expiresAt, now),
        expiresAt: found.expiresAt,
        maintenanceEndsAt: found.maintenanceEndsAt,
        features: featuresOf(found),
      },
      nextCheckSeconds: nextCheckSeconds(verdict, found, now),
    };
  }

  /** The machine is alive; whether it may go on. */
  heartbeat(found: FoundMachine | null, version: string | null): Heartbeat {
    const now = this.clock.now();
    if (found) this.noteSeen(found, version, now);
    return {
      verdict: judgeMachine(found, noWishes, now),
      nextHeartbeatSeconds: heartbeatEvery(found?.heartbeatSeconds ?? null),
    };
  }

  private noteSeen(found: FoundMachine, version: string | null, now: Date): void {
    if (found.installationId === null) return;
    const standing = standingIn(found, now);
    if (standing === 'holds' || standing === 'lease-over')
      this.lastSeen.note(found.installationId, now, version);
  }

  /** What was found, once its term has begun: the one write of a validation, and only with the first that is valid. */
  private async inItsTerm(
    found: FoundMachine | null,
    wishes: Wishes,
    now: Date,
  ): Promise<FoundMachine | null> {
    if (!found || found.termBeganAt !== null) return found;
    const begins = found.termBegins === 'first-validation' || found.termBegins === 'first-use';
    if (!begins || !judgeMachine(found, wishes, now).valid) return found;
    return { ...found, ...(await this.beginTerm.execute(found.licenseId)) };
  }
}
