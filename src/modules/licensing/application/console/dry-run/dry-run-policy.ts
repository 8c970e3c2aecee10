import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../../kernel/clock.js';
import type { OrganizationId } from '../../../../../kernel/ids.js';
import { decodeCursor, type Listing, type ListQuery } from '../../../../../platform/http/paging.js';
import { PolicyChangedMeanwhile } from '../../../domain/licensing.errors.js';
import { effectsOn, type PolicyEffect } from '../../../domain/policy-effect.js';
import { NameOwners } from '../../name-owners.js';
import { changedRules, type WholePolicy } from '../change-policy.js';
import { type ShownPolicy, ShowProducts } from '../show-products.js';
import { type Comparison, type FoundLicense, JudgedLicenses } from './judged-licenses.js';

/** How many licenses are looked at for one answer, and how many of them by one statement. */
const mostExamined = 20_000;
const batch = 1_000;

/** A license on which some verdict would be another. */
export interface AffectedLicense {
  readonly id: string;
  readonly serialNumber: string;
  readonly organizationId: OrganizationId;
  readonly organizationName: string | null;
  readonly effects: readonly PolicyEffect[];
}

/** How much a change would affect. */
export interface EffectSummary {
  /** Licenses with another verdict; an estimate unless `exact`. */
  readonly affected: number;
  readonly exact: boolean;
  /** How many were looked at: the others cannot be affected, or, unless `exact`, are like these. */
  readonly examined: number;
  /** Licenses of every status that follow the policy. */
  readonly licenses: number;
}

export interface DryRun extends Listing<AffectedLicense> {
  readonly policy: ShownPolicy;
  /** The names of the rules that differ from the stored ones. */
  readonly changed: readonly string[];
  /** Null on every page but the first. */
  readonly summary: EffectSummary | null;
}

interface Walk {
  readonly found: readonly AffectedLicense[];
  readonly affected: number;
  readonly examined: number;
  /** The last license of the page; null when the walk came to the end before. */
  readonly lastOfPage: string | null;
  readonly ended: boolean;
}

/** Says what other rules would change for the licenses of a policy, and changes nothing (row LI-9). */
@Injectable()
export class DryRunPolicy {
  constructor(
    private readonly products: ShowProducts,
    private readonly licenses: JudgedLicenses,
    private readonly nameOwners: NameOwners,
    private readonly clock: Clock,
  ) {}

  /**
   * @param of.version the one that the editor read; null: whatever is stored
   * @throws NotFound when there is no such policy
   * @throws PolicyChangedMeanwhile when another version is stored by now
   * @throws InvalidInput naming `cursor`
   */
  async execute(of: {
    readonly policyId: string;
    readonly version: number | null;
    readonly policy: WholePolicy;
    readonly page: ListQuery;
  }): Promise<DryRun> {
    const after = decodeCursor(of.page.cursor)?.id ?? null;
    const policy = await this.products.policy(of.policyId);
    if (of.version !== null && of.version !== policy.version)
      throw PolicyChangedMeanwhile.with({ current: policy, yours: { ...of.policy, version: of.version } });
    const comparison = { policyId: of.policyId, before: policy, after: of.policy, now: this.clock.now() };
    const walk = await this.walk(comparison, { after, limit: of.page.limit, counts: after === null });
    const summary = after === null ? await this.summary(comparison, walk, policy) : null;
    const names = await this.nameOwners.execute(walk.found);
    return {
      policy,
      changed: changedRules(policy, of.policy),
      summary,
      items: walk.found.map((one) => ({ ...one, organizationName: names.get(one.organizationId) ?? null })),
      nextCursor: walk.lastOfPage === null ? null : cursorOf(walk.lastOfPage),
    };
  }

  private async walk(
    comparison: Comparison,
    page: { readonly after: string | null; readonly limit: number; readonly counts: boolean },
  ): Promise<Walk> {
    const found: AffectedLicense[] = [];
    let [id, affected, examined, ended] = [page.after, 0, 0, false];
    const enough = () => !page.counts && found.length > page.limit;
    while (!ended && !enough() && examined < mostExamined) {
      const rows = await this.licenses.after(comparison, id, batch);
      const hit = rows.map((row) => affectedBy(row, comparison)).filter((one) => one !== null);
      found.push(...hit.slice(0, Math.max(page.limit + 1 - found.length, 0)));
      affected += hit.length;
      examined += rows.length;
      ended = rows.length < batch;
      id = rows.at(-1)?.id ?? id;
    }
    const shown = found.slice(0, page.limit);
    const cut = found.length > page.limit ? (shown.at(-1)?.id ?? null) : ended ? null : id;
    return { found: shown, affected, examined, lastOfPage: cut, ended };
  }

  private async summary(comparison: Comparison, walk: Walk, policy: ShownPolicy): Promise<EffectSummary> {
    const { affected, examined, ended } = walk;
    const { licenses } = policy;
    if (ended) return { affected, examined, licenses, exact: true };
    const candidates = await this.licenses.count(comparison);
    const estimate = Math.round((affected / examined) * Math.max(candidates, examined));
    return { affected: estimate, examined, licenses, exact: false };
  }
}

function affectedBy(license: FoundLicense, comparison: Comparison): AffectedLicense | null {
  const { id, serialNumber, organizationId } = license;
  const effects = effectsOn(license, comparison, comparison.now);
  return effects.length === 0 ? null : { id, serialNumber, organizationId, organizationName: null, effects };
}

const cursorOf = (id: string): string => Buffer.from(`effect\n${id}`).toString('base64url');
