import type { LicenseStatus } from './license-status.js';
import type { PolicyRules } from './policy.js';
import { installedStanding, standingOf } from './standing.js';
import { type KeptUsage, periodAt, type UsageAllowance, usageIn } from './usage-counter.js';
import { type Verdict, type VerdictCode, type VerdictFacts, verdictOf } from './verdict.js';

/** The rules of a policy on which verdicts of licenses that exist depend. */
export type JudgedRules = Pick<
  PolicyRules,
  'kind' | 'installationLimit' | 'coreLimit' | 'userLimit' | 'overage' | 'heartbeatSeconds' | 'features'
> & { readonly usage: readonly UsageAllowance[] };

/** Machines of one license that stand in the same way under both versions of a policy. */
export interface MachineGroup {
  readonly machines: number;
  readonly cores: number;
  readonly users: number;
  /** Of the one that is silent for longest. */
  readonly lastSeenAt: Date;
  /** Whether they run on a license file, so that their silence gives no place away. */
  readonly offline: boolean;
  /** The first end of their leases; null: they hold none. */
  readonly leaseEndsAt: Date | null;
}

/** A license with all that a verdict on it takes beside the rules of its policy. */
export interface JudgedLicense {
  readonly status: LicenseStatus;
  readonly expiresAt: Date | null;
  readonly maintenanceEndsAt: Date;
  readonly ownInstallationLimit: number | null;
  readonly grantedFeatures: readonly string[];
  readonly groups: readonly MachineGroup[];
  /** What was counted of it; a counter without an entry stands at 0. */
  readonly used: readonly (KeptUsage & { readonly counter: string })[];
}

/** What is asked of a license, once under each version of its policy. */
export const effectSubjects = ['machines', 'next-machine', 'features', 'usage'] as const;

export type EffectSubject = (typeof effectSubjects)[number];

/** One answer that the other rules would change. */
export interface PolicyEffect {
  /**
   * `machines`: those that have a place. `next-machine`: one more, with one core and one person. `usage`: one more of what
   * `counter` counts.
   */
  readonly about: EffectSubject;
  readonly before: VerdictCode;
  readonly after: VerdictCode;
  /** How many machines get the other answer; null where the question is not about machines. */
  readonly machines: number | null;
  /** Null where the question is not about usage. */
  readonly counter: string | null;
}

type Asked = Pick<PolicyEffect, 'about'> & Partial<PolicyEffect>;

type Sides = { readonly before: JudgedRules; readonly after: JudgedRules };

/** Which answers to a license's machines other rules would change; {@link verdictOf} gives both answers. */
export function effectsOn(license: JudgedLicense, { before, after }: Sides, now: Date): PolicyEffect[] {
  const found: PolicyEffect[] = [];
  const compare = (about: Asked, judge: (rules: JudgedRules) => Verdict) => {
    const [old, other] = [judge(before).code, judge(after).code];
    if (old !== other) found.push({ machines: null, counter: null, ...about, before: old, after: other });
  };
  for (const group of license.groups)
    compare({ about: 'machines', machines: group.machines }, (rules) =>
      ofMachines(license, { group, rules }, now),
    );
  compare({ about: 'next-machine' }, (rules) => ofNextMachine(license, rules, now));
  for (const wanted of [lostFeatures(before, after), lostFeatures(after, before)])
    compare({ about: 'features' }, (rules) => ofFeatures(license, { wanted, rules }, now));
  for (const counter of recounted(before, after))
    compare({ about: 'usage', counter }, (rules) => ofUsage(license, { counter, rules }, now));
  return found;
}

/**
 * Counters of both policies on which reports could get another verdict. One that only one of them has brings no verdict:
 * the product API refuses a counter that it does not know, for every license of the policy.
 */
export function recounted(before: JudgedRules, after: JudgedRules): readonly string[] {
  const rulesOf = ({ usage, overage }: JudgedRules, counter: string) => {
    const found = usage.find((one) => one.counter === counter);
    return found && JSON.stringify([found.allowance, found.period, overage]);
  };
  return before.usage.flatMap(({ counter }) => {
    const other = rulesOf(after, counter);
    return other === undefined || other === rulesOf(before, counter) ? [] : [counter];
  });
}

/** The features that only the first of two policies unlocks. */
export function lostFeatures(
  of: Pick<JudgedRules, 'features'>,
  to: Pick<JudgedRules, 'features'>,
): readonly string[] {
  return of.features.filter((feature) => !to.features.includes(feature));
}

function ofMachines(
  license: JudgedLicense,
  { group, rules }: { readonly group: MachineGroup; readonly rules: JudgedRules },
  now: Date,
): Verdict {
  const machine = { ...group, releasedAt: null, releaseReason: null };
  return verdictOf({ ...factsOf(license, rules), standing: standingOf(machine, rules, now) }, now);
}

function ofNextMachine(license: JudgedLicense, rules: JudgedRules, now: Date): Verdict {
  const floating = rules.kind === 'floating';
  const inUse = license.groups.filter((group) => hasPlace(group, rules, now));
  const taking = floating ? license.groups.filter(({ leaseEndsAt }) => leaseEndsAt !== null) : inUse;
  const sum = (groups: readonly MachineGroup[], of: 'machines' | 'cores' | 'users'): number =>
    groups.reduce((total, group) => total + group[of], 0);
  return verdictOf(
    {
      ...factsOf(license, rules),
      standing: 'new',
      places: {
        taken: sum(taking, 'machines'),
        asked: 1,
        limit: license.ownInstallationLimit ?? rules.installationLimit,
      },
      cores: { taken: sum(inUse, 'cores'), asked: 1, limit: rules.coreLimit },
      users: { taken: sum(inUse, 'users'), asked: 1, limit: rules.userLimit },
    },
    now,
  );
}

function ofFeatures(
  license: JudgedLicense,
  { wanted, rules }: { readonly wanted: readonly string[]; readonly rules: JudgedRules },
  now: Date,
): Verdict {
  return verdictOf({ ...factsOf(license, rules), standing: 'absent', wantedFeatures: wanted }, now);
}

function ofUsage(
  license: JudgedLicense,
  { counter, rules }: { readonly counter: string; readonly rules: JudgedRules },
  now: Date,
): Verdict {
  const { allowance = null, period = 'never' } = rules.usage.find((one) => one.counter === counter) ?? {};
  const kept = license.used.find((one) => one.counter === counter) ?? null;
  const { used } = usageIn(periodAt(period, now).beganAt, kept);
  const usage = { taken: used, asked: 1, limit: allowance };
  return verdictOf({ ...factsOf(license, rules), standing: 'absent', usage }, now);
}

// A machine that runs on a license file keeps its place, however silent: the activation of another one skips it too.
function hasPlace(
  { lastSeenAt, offline }: MachineGroup,
  { heartbeatSeconds }: JudgedRules,
  now: Date,
): boolean {
  const machine = { lastSeenAt, releasedAt: null, releaseReason: null };
  return offline || installedStanding(machine, heartbeatSeconds, now) === 'holds';
}

const nothingAsked = { taken: 0, asked: 0, limit: null };

function factsOf(license: JudgedLicense, rules: JudgedRules): Omit<VerdictFacts, 'standing'> {
  const { status, expiresAt, maintenanceEndsAt, grantedFeatures } = license;
  return {
    status,
    expiresAt,
    maintenanceEndsAt,
    overage: rules.overage,
    floating: rules.kind === 'floating',
    features: [...rules.features, ...grantedFeatures],
    places: null,
    cores: nothingAsked,
    users: nothingAsked,
    usage: null,
    wantedFeatures: [],
    versionPublishedAt: null,
  };
}
