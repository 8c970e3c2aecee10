import { type JudgedRelease, judge, newestPermitted, type UpdateRight } from './release.policy.js';
import { Version } from './version.js';

/** What the planner needs to know of a release. */
export interface PlannedRelease extends JudgedRelease {
  readonly breakingChanges: string;
  /** The oldest version that upgrades to it directly; null: every version does. */
  readonly minimumVersion: string | null;
}

/** A release to install, and the releases since the step before that break something, oldest first. */
export interface UpgradeStep<R> {
  readonly release: R;
  readonly breaking: readonly R[];
}

/**
 * Why no path leads to the goal. REFUSED: the licenses, or the publisher, refuse a release on the way. NO_WAY: what is
 * on the way asks for a version that no release brings. NOTHING_PERMITTED: no goal was named, and there is none.
 */
export type PathObstacle = 'UNKNOWN_VERSION' | 'OLDER_VERSION' | 'NOTHING_PERMITTED' | 'REFUSED' | 'NO_WAY';

export type UpgradePath<R> =
  | { readonly outcome: 'PATH'; readonly goal: R; readonly steps: readonly UpgradeStep<R>[] }
  | { readonly outcome: 'UP_TO_DATE'; readonly goal: R; readonly steps: readonly [] }
  | {
      readonly outcome: PathObstacle;
      /** Null when there is no such release. */
      readonly goal: R | null;
      /** As far as one gets. */
      readonly steps: readonly UpgradeStep<R>[];
      /** The release that cannot be reached; null for what concerns no release on the way. */
      readonly obstacle: R | null;
    };

interface Ranked<R> {
  readonly release: R;
  readonly version: Version;
  readonly minimum: Version | null;
}

/**
 * The fewest releases to install one after the other, each permitted and each open to the version before it. A stable
 * goal is reached through stable releases only. What breaks is told of every release that is passed.
 *
 * @param asked.to null: the newest release that the licenses permit
 * @param releases of one product, all that were ever published
 */
export function upgradePath<R extends PlannedRelease>(
  asked: { readonly from: Version; readonly to: Version | null },
  releases: readonly R[],
  rights: readonly UpdateRight[],
): UpgradePath<R> {
  const ranked = releases.map(rank);
  const goal = goalOf(asked.to, ranked, rights);
  if (!goal) return blocked(asked.to ? 'UNKNOWN_VERSION' : 'NOTHING_PERMITTED');
  const distance = goal.version.compare(asked.from);
  if (distance === 0 || (distance < 0 && asked.to === null))
    return { outcome: 'UP_TO_DATE', goal: goal.release, steps: [] };
  if (distance < 0) return blocked('OLDER_VERSION', goal.release);

  const stops = ranked.filter((stop) => liesOnTheWay(stop, asked.from, goal));
  const way = walk(
    asked.from,
    stops.filter(({ release }) => judge(release, rights).entitled),
  );
  const steps = way.map((stop, index) => ({
    release: stop.release,
    breaking: breakingBetween(way[index - 1]?.version ?? asked.from, stop.version, ranked),
  }));
  const reached = way.at(-1);
  if (reached === goal) return { outcome: 'PATH', goal: goal.release, steps };
  const here = reached?.version ?? asked.from;
  const refused = furthest(here, stops);
  if (refused) return { outcome: 'REFUSED', goal: goal.release, steps, obstacle: refused.release };
  const obstacle = nearest(here, stops)?.release ?? null;
  return { outcome: 'NO_WAY', goal: goal.release, steps, obstacle };
}

function blocked<R>(outcome: PathObstacle, goal: R | null = null): UpgradePath<R> {
  return { outcome, goal, steps: [], obstacle: null };
}

function rank<R extends PlannedRelease>(release: R): Ranked<R> {
  const minimum = release.minimumVersion === null ? null : Version.parse(release.minimumVersion);
  return { release, version: Version.parse(release.version), minimum };
}

function goalOf<R extends PlannedRelease>(
  to: Version | null,
  ranked: readonly Ranked<R>[],
  rights: readonly UpdateRight[],
): Ranked<R> | undefined {
  const all = ranked.map(({ release }) => release);
  const newest = to === null ? newestPermitted(all, rights) : null;
  return ranked.find(({ release, version }) => (to ? version.compare(to) === 0 : release === newest));
}

function liesOnTheWay<R extends PlannedRelease>(stop: Ranked<R>, from: Version, goal: Ranked<R>): boolean {
  const between = stop.version.compare(from) > 0 && stop.version.compare(goal.version) <= 0;
  return between && (stop.release.channel === 'stable' || goal.release.channel === 'beta');
}

// Whatever an older version may go to, a newer one may too, so the longest stride is never worse than a shorter one.
function walk<R extends PlannedRelease>(from: Version, stops: readonly Ranked<R>[]): Ranked<R>[] {
  const way: Ranked<R>[] = [];
  for (let next = furthest(from, stops); next; next = furthest(next.version, stops)) way.push(next);
  return way;
}

/** The newest release that the version upgrades to directly. */
function furthest<R>(from: Version, stops: readonly Ranked<R>[]): Ranked<R> | null {
  const open = stops.filter(
    ({ version, minimum }) => version.compare(from) > 0 && (minimum === null || minimum.compare(from) <= 0),
  );
  return open.sort((a, b) => b.version.compare(a.version))[0] ?? null;
}

/** The release beyond the version that asks for the least. */
function nearest<R>(from: Version, stops: readonly Ranked<R>[]): Ranked<R> | null {
  const beyond = stops.filter(({ version }) => version.compare(from) > 0);
  return beyond.sort((a, b) => (a.minimum ?? a.version).compare(b.minimum ?? b.version))[0] ?? null;
}

function breakingBetween<R extends PlannedRelease>(
  after: Version,
  until: Version,
  ranked: readonly Ranked<R>[],
): R[] {
  const passed = ranked
    .filter(({ version }) => version.compare(after) > 0 && version.compare(until) <= 0)
    .filter(({ release }) => release.breakingChanges.trim() !== '')
    .sort((a, b) => a.version.compare(b.version))
    .map(({ release }) => release);
  // A beta and the release that follows it often say the same: then the later one says it.
  return passed.filter(
    ({ breakingChanges }, index) =>
      !passed.slice(index + 1).some((later) => later.breakingChanges === breakingChanges),
  );
}
