import { type JudgedRelease, judge, type UpdateRight, type Verdict } from '../release.policy.js';
import type { Channel } from '../release-facts.js';
import { inRollout } from '../rollout.js';
import { Version } from '../version.js';

/** What a feed needs to know of a file. */
export interface FeedFile {
  readonly fileName: string;
  readonly platform: string;
  readonly architecture: string;
  readonly type: string;
}

/** What a feed needs to know of a release. */
export interface FeedRelease extends JudgedRelease {
  readonly minimumVersion: string | null;
  readonly rolloutPercent: number;
  readonly artifacts: readonly FeedFile[];
}

/** Who asks, and for what. */
export interface FeedQuestion {
  /** `beta` includes stable releases. */
  readonly channel: Channel;
  /** Null: any. */
  readonly platform: string | null;
  /** Null: any. */
  readonly architecture: string | null;
  /** The version that runs; null when the updater did not say. */
  readonly version: Version | null;
  /** Draws the place in a staged rollout; null leaves staged releases in, for updaters that draw themselves. */
  readonly identity: string | null;
  readonly right: UpdateRight;
}

/** A release that the feed tells of. */
export interface FeedEntry<R extends FeedRelease> {
  readonly release: R;
  readonly version: Version;
  /** Entitled, or outside of maintenance: then it is information without files. */
  readonly verdict: Verdict;
  /** Those for the platform and architecture, in the release's order. */
  readonly files: R['artifacts'];
  /** False when the version that runs has to stop at an earlier release first. */
  readonly isReachable: boolean;
}

/** All that any dialect says. */
export interface UpdateFeed<R extends FeedRelease> {
  /** Newest first. */
  readonly entries: readonly FeedEntry<R>[];
  /** The newest that the license covers and the version that runs goes to directly, whether it is newer or not. */
  readonly latest: FeedEntry<R> | null;
  /** The same when it is newer than the version that runs; else null. */
  readonly offer: FeedEntry<R> | null;
}

/**
 * The one model behind every dialect (row DL-4). Withdrawn and halted releases, and all of a suspended or revoked
 * license, are never in it; a release outside of maintenance only when it is newer than what the license covers.
 */
export function updateFeed<R extends FeedRelease>(
  releases: readonly R[],
  question: FeedQuestion,
): UpdateFeed<R> {
  const told = releases
    .flatMap((release) => entryOf(release, question) ?? [])
    .sort((a, b) => b.version.compare(a.version));
  const covered = told.filter(({ verdict }) => verdict.entitled);
  const best = covered[0];
  const entries = told.filter(
    ({ verdict, version }) => verdict.entitled || !best || version.compare(best.version) > 0,
  );
  const latest = covered.find(({ isReachable }) => isReachable) ?? null;
  const isNewer = latest && (question.version === null || latest.version.compare(question.version) > 0);
  return { entries, latest, offer: isNewer ? latest : null };
}

function entryOf<R extends FeedRelease>(release: R, question: FeedQuestion): FeedEntry<R> | null {
  const { channel, identity, right } = question;
  if (channel === 'stable' && release.channel !== 'stable') return null;
  if (identity !== null && !inRollout(release.id, identity, release.rolloutPercent)) return null;
  const verdict = judge(release, [right]);
  if (!verdict.entitled && verdict.code !== 'MAINTENANCE_ENDED') return null;
  const files = release.artifacts.filter((file) => fits(file, question));
  if (files.length === 0) return null;
  const version = Version.parse(release.version);
  return { release, version, verdict, files, isReachable: goesTo(question.version, release.minimumVersion) };
}

function fits(file: FeedFile, { platform, architecture }: FeedQuestion): boolean {
  if (file.type === 'document') return false;
  const here = platform === null || file.platform === 'any' || file.platform === platform;
  const runs =
    architecture === null ||
    file.architecture === architecture ||
    ['any', 'universal'].includes(file.architecture);
  return here && runs;
}

function goesTo(version: Version | null, minimumVersion: string | null): boolean {
  if (version === null || minimumVersion === null) return true;
  return version.compare(Version.parse(minimumVersion)) >= 0;
}
