import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { Installation } from '../../domain/installation.js';
import { demandValid } from '../../domain/refused.js';
import { standingOf } from '../../domain/standing.js';
import { UsageCounterUnknown, UsageReportDiffers } from '../../domain/usage.errors.js';
import { periodAt, usageIn } from '../../domain/usage-counter.js';
import { type Verdict, verdictOf } from '../../domain/verdict.js';
import type { Count } from '../../domain/verdict-texts.js';
import { type Report, UsageRepository } from '../../persistence/usage.repository.js';
import { LicenseHistory } from '../license-history.js';
import { demandProof, type LockedMachine, LockMachine } from '../product/locked-machine.js';
import type { ProductCall } from '../product/product-call.js';
import { factsOf } from '../seats.js';

/** Where a counter stands. */
export interface CountedUsage {
  readonly counter: string;
  /** In this period. */
  readonly used: number;
  /** Null: any number. */
  readonly allowance: number | null;
  /** When it begins again from 0; null: never. */
  readonly resetsAt: Date | null;
  /** False when this report was counted before. */
  readonly counted: boolean;
  readonly verdict: Verdict;
}

type UsageReport = Report & { readonly uid: string | null };

const recordOf = ({ releasedAt, releaseReason, lastSeenAt }: Installation) => ({
  releasedAt,
  releaseReason,
  lastSeenAt,
});

/** Counts what the product reports to have been used, all of it or nothing, and each report once. */
@Injectable()
export class ReportUsage {
  constructor(
    readonly em: EntityManager,
    private readonly lock: LockMachine,
    private readonly usage: UsageRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws LicenseNotFound, LicenseNotUsable, InstallationNotActive, InstallationProofRequired, SignatureReplayed
   * @throws UsageCounterUnknown when the policy counts nothing of this name
   * @throws UsageReportDiffers when the id was used for something else
   * @throws UsageLimitReached
   */
  @Transactional()
  async execute(call: ProductCall, { uid, ...report }: UsageReport): Promise<CountedUsage> {
    const machine = await this.lock.execute(call);
    const { license, policy, installation } = machine;
    const { counter, amount } = report;
    if (installation) demandProof(installation, call, uid);
    const allowed = await this.usage.allowance(policy.id, counter);
    if (!allowed) throw UsageCounterUnknown.named(counter);
    const now = this.clock.now();
    const { beganAt, endsAt: resetsAt } = periodAt(allowed.period, now);
    const before = usageIn(beganAt, await this.usage.kept(license.id, counter));
    const counted = await this.isNew(machine, report);
    const usage = { taken: before.used, asked: counted ? amount : 0, limit: allowed.allowance };
    const verdict = this.judge(machine, call, usage);
    if (counted) {
      demandValid(verdict);
      license.beginTerm(policy, 'first-use', now);
      await this.history.record(license.id, license);
      await this.usage.keep(license.id, counter, { ...before, used: before.used + amount });
    }
    const used = before.used + usage.asked;
    return { counter, used, allowance: allowed.allowance, resetsAt, counted, verdict };
  }

  private async isNew({ installation }: LockedMachine, report: Report): Promise<boolean> {
    // The verdict will refuse a machine that nobody knows.
    if (!installation) return true;
    const before = await this.usage.remember(installation.id, report, this.clock.now());
    if (before && (before.counter !== report.counter || before.amount !== report.amount))
      throw UsageReportDiffers.fromCounted();
    return before === null;
  }

  private judge({ license, policy, installation }: LockedMachine, call: ProductCall, usage: Count): Verdict {
    const unasked = { taken: 0, asked: 0, limit: null };
    const now = this.clock.now();
    const leaseEndsAt = call.found?.leaseEndsAt ?? null;
    const standing = standingOf(installation && { ...recordOf(installation), leaseEndsAt }, policy, now);
    return verdictOf(
      {
        ...factsOf(license, policy),
        ...{ standing, places: null, cores: unasked, users: unasked, usage },
        ...{ wantedFeatures: [], versionPublishedAt: null },
      },
      now,
    );
  }
}
