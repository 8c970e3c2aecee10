import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, later, second } from '../../../kernel/clock.js';
import type { Installation, Machine } from '../domain/installation.js';
import type { License } from '../domain/license.js';
import type { Policy } from '../domain/policy.js';
import { demandValid } from '../domain/refused.js';
import { type Verdict, type VerdictFacts, verdictOf } from '../domain/verdict.js';
import { type InUse, LicenseRepository } from '../persistence/license.repository.js';
import { Places } from './places.js';

/** Counts the places of a license whose lock the caller holds, and says whether a machine may have one. */
@Injectable()
export class Seats {
  constructor(
    private readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly places: Places,
    private readonly clock: Clock,
  ) {}

  /**
   * The verdict for a machine that activates; `known` is its installation when it has one.
   * @throws LicenseNotUsable when the license is suspended, revoked or expired
   * @throws InstallationLimitReached when machines, cores or people would be too many
   */
  async judge(of: {
    readonly license: License;
    readonly policy: Policy;
    readonly known: Installation | null;
    readonly machine: Machine;
  }): Promise<Verdict> {
    const { license, policy, known, machine } = of;
    await this.releaseSilent(license, policy, known);
    const others = await this.licenses.inUse(license.id, known?.id ?? null);
    const verdict = verdictOf(
      { ...factsOf(license, policy), ...demandOf({ license, policy, known, machine, others }) },
      this.clock.now(),
    );
    demandValid(verdict);
    return verdict;
  }

  /** Gives the places of machines that are silent for too long to others; one that calls just now keeps its own. */
  async releaseSilent(license: License, policy: Policy, calling: Installation | null): Promise<void> {
    if (policy.heartbeatSeconds === null) return;
    const now = this.clock.now();
    const since = later(now, -policy.heartbeatSeconds * second);
    const silent = (await this.licenses.silentSince(license.id, since)).filter((one) => one !== calling);
    await this.places.release(license, silent, { reason: 'lapsed' });
    // The count that follows is a statement of its own and must see the releases.
    await this.em.flush();
  }
}

export type AlwaysSo = Pick<
  VerdictFacts,
  'status' | 'expiresAt' | 'maintenanceEndsAt' | 'overage' | 'floating' | 'features'
>;

/** What a verdict takes from the license and its policy. */
export function factsOf(license: License, policy: Policy): AlwaysSo {
  const { status, expiresAt, maintenanceEndsAt } = license;
  const floating = policy.kind === 'floating';
  const features = license.features(policy);
  return { status, expiresAt, maintenanceEndsAt, overage: policy.overage, floating, features };
}

function demandOf(of: {
  readonly license: License;
  readonly policy: Policy;
  readonly known: Installation | null;
  readonly machine: Machine;
  readonly others: InUse;
}): Omit<VerdictFacts, keyof AlwaysSo> {
  const { license, policy, known, machine, others } = of;
  const grows = (asked: number | null | undefined, had: number | null | undefined): number =>
    Math.max((asked ?? had ?? 0) - (had ?? 0), 0);
  // A floating license counts leases, not machines.
  const limit = policy.kind === 'floating' ? null : license.installationLimit(policy);
  return {
    standing: known ? 'holds' : 'new',
    places: { taken: others.installations, asked: 1, limit },
    cores: {
      taken: others.cores + (known?.cores ?? 0),
      asked: grows(machine.cores, known?.cores),
      limit: policy.coreLimit,
    },
    users: {
      taken: others.users + (known?.users ?? 0),
      asked: grows(machine.users, known?.users),
      limit: policy.userLimit,
    },
    usage: null,
    wantedFeatures: [],
    versionPublishedAt: null,
  };
}
