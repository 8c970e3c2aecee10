import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { Lease } from '../../domain/lease.js';
import { InstallationNotActive, LicenseNotFloating } from '../../domain/licensing.errors.js';
import { demandValid } from '../../domain/refused.js';
import { type Verdict, verdictOf } from '../../domain/verdict.js';
import { LeaseRepository } from '../../persistence/lease.repository.js';
import { LicenseHistory } from '../license-history.js';
import { type LockedMachine, LockMachine } from '../product/locked-machine.js';
import type { ProductCall } from '../product/product-call.js';
import { factsOf } from '../seats.js';

/** A lease that runs. `extended` when the machine held it already. */
export interface RunningLease {
  readonly takenAt: Date;
  readonly expiresAt: Date;
  readonly extended: boolean;
  /** When to ask again, so that two tries may get lost. */
  readonly extendInSeconds: number;
  readonly verdict: Verdict;
}

/** Gives a machine a place of a floating license for a while, or lets it keep the one it has. */
@Injectable()
export class TakeLease {
  constructor(
    readonly em: EntityManager,
    private readonly lock: LockMachine,
    private readonly leases: LeaseRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * The license stays locked from the count to the commit, so the limit holds whatever arrives together.
   * @throws LicenseNotFound, LicenseNotUsable
   * @throws LicenseNotFloating when its places are machines
   * @throws InstallationNotActive when the machine is not activated, released or silent for too long
   * @throws LeaseLimitReached
   * @throws SignatureReplayed
   */
  @Transactional()
  async execute(call: ProductCall): Promise<RunningLease> {
    const machine = await this.lock.execute(call);
    const { license, policy, installation } = machine;
    if (policy.kind !== 'floating') throw LicenseNotFloating.of();
    const now = this.clock.now();
    const kept = installation && (await this.leases.of(installation.id));
    const extended = kept?.runsAt(now) ?? false;
    const verdict = await this.judge(machine, extended);
    if (!installation) throw InstallationNotActive.with(verdict);
    license.beginTerm(policy, 'first-use', now);
    const { leaseSeconds } = policy;
    const lease = kept ?? Lease.take({ id: newId(), license, installation, leaseSeconds }, now);
    if (kept) kept.renew(license, leaseSeconds, now);
    else this.em.persist(lease);
    await this.history.record(license.id, license, lease);
    const { takenAt, expiresAt } = lease;
    return { takenAt, expiresAt, extended, extendInSeconds: lease.extendInSeconds(now), verdict };
  }

  private async judge(machine: LockedMachine, extended: boolean): Promise<Verdict> {
    const { license, policy, installation, standing } = machine;
    const now = this.clock.now();
    const taken = await this.leases.runningOthers(license.id, installation?.id ?? null, now);
    const unasked = { taken: 0, asked: 0, limit: null };
    const verdict = verdictOf(
      {
        ...factsOf(license, policy),
        standing: standing !== 'holds' || extended ? standing : 'new',
        places: { taken, asked: 1, limit: license.installationLimit(policy) },
        ...{ cores: unasked, users: unasked, usage: null },
        ...{ wantedFeatures: [], versionPublishedAt: null },
      },
      now,
    );
    demandValid(verdict);
    return verdict;
  }
}
