import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Installation } from '../../domain/installation.js';
import type { Lease } from '../../domain/lease.js';
import type { License } from '../../domain/license.js';
import { LicenseNotUsable } from '../../domain/licensing.errors.js';
import type { Policy } from '../../domain/policy.js';
import { type Standing, type Verdict, type VerdictFacts, verdictOf } from '../../domain/verdict.js';
import { LeaseRepository } from '../../persistence/lease.repository.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { factsOf } from '../seats.js';

/** A machine that may run, and what holds its place. */
export interface Running {
  readonly installation: Installation;
  readonly verdict: Verdict;
  /** When its lease runs out; null for node-locked licenses. */
  readonly leaseEndsAt: Date | null;
}

/** Says whether a machine that should have a place has one. The caller holds the license's lock. */
@Injectable()
export class JudgeInstallation {
  constructor(
    private readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly leases: LeaseRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws LicenseNotUsable with the verdict unless the machine may run */
  async execute(license: License, policy: Policy, fingerprint: string): Promise<Running> {
    const now = this.clock.now();
    const installation = await this.licenses.installationOn(license.id, fingerprint);
    const floating = policy.kind === 'floating';
    const lease = installation && floating ? await this.leaseOf(installation, now) : null;
    const needsLease = floating && !lease;
    const standing = await this.standing({ license, installation, fingerprint, needsLease });
    const own = installation?.id ?? null;
    const { installations, cores, users } = await this.licenses.inUse(license.id, own);
    const others = floating ? await this.leases.runningOthers(license.id, own, now) : installations;
    const verdict = verdictOf(
      {
        ...factsOf(license, policy),
        standing,
        places: { taken: others, asked: 1, limit: license.installationLimit(policy) },
        cores: { taken: cores, asked: 0, limit: policy.coreLimit },
        users: { taken: users, asked: 0, limit: policy.userLimit },
        ...nothingMore,
      },
      now,
    );
    if (!verdict.valid || !installation) throw LicenseNotUsable.with(verdict);
    return { installation, verdict, leaseEndsAt: lease?.expiresAt ?? null };
  }

  private async standing(of: {
    readonly license: License;
    readonly installation: Installation | null;
    readonly fingerprint: string;
    readonly needsLease: boolean;
  }): Promise<Standing> {
    if (of.installation) return of.needsLease ? 'lease-over' : 'holds';
    const last = await this.em.findOne(
      Installation,
      { licenseId: of.license.id, fingerprint: of.fingerprint },
      { orderBy: { releasedAt: 'desc' } },
    );
    if (!last) return 'unknown';
    return last.releaseReason === 'lapsed' ? 'lapsed' : 'released';
  }

  private async leaseOf({ id }: Installation, now: Date): Promise<Lease | null> {
    const lease = await this.leases.of(id);
    return lease?.runsAt(now) ? lease : null;
  }
}

const nothingMore: Pick<VerdictFacts, 'usage' | 'wantedFeatures' | 'versionPublishedAt'> = {
  usage: null,
  wantedFeatures: [],
  versionPublishedAt: null,
};
