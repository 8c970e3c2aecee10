import type { Channel } from './release-facts.js';
import type { ReleaseStatus } from './release-status.js';
import { Version } from './version.js';

/** What one license says about the updates of its product. */
export interface UpdateRight {
  readonly licenseId: string;
  /** A license whose term has ended counts as valid: what it could have stays downloadable (row DL-2). */
  readonly state: 'valid' | 'suspended' | 'revoked';
  /** Null: updates for ever. */
  readonly maintenanceEndsAt: Date | null;
}

/** What the policy needs to know of a release. */
export interface JudgedRelease {
  readonly id: string;
  readonly version: string;
  readonly channel: Channel;
  readonly status: ReleaseStatus;
  readonly publishedAt: Date;
  /** Null while it is not halted. */
  readonly haltedAt: Date | null;
}

export type RefusalCode =
  | 'NO_LICENSE'
  | 'MAINTENANCE_ENDED'
  | 'LICENSE_SUSPENDED'
  | 'LICENSE_REVOKED'
  | 'YANKED'
  | 'HALTED';

export type Verdict =
  | { readonly entitled: true; readonly code: 'ENTITLED'; readonly licenseId: string }
  | {
      readonly entitled: false;
      readonly code: RefusalCode;
      /** The latest end among the licenses that count; set for MAINTENANCE_ENDED. */
      readonly maintenanceEndedAt: Date | null;
    };

const refused = (code: RefusalCode, maintenanceEndedAt: Date | null = null): Verdict => ({
  entitled: false,
  code,
  maintenanceEndedAt,
});

/**
 * Whether licenses of one product cover a release of it. A release published on or before the end of maintenance,
 * to the millisecond, is covered for ever. Of several reasons to refuse, the one that is easiest to mend is told.
 */
export function judge(release: JudgedRelease, rights: readonly UpdateRight[]): Verdict {
  if (release.status !== 'published') return refused('YANKED');
  if (release.haltedAt !== null) return refused('HALTED');
  const valid = rights.filter((right) => right.state === 'valid');
  const covering = valid.find((right) => covers(right, release.publishedAt));
  if (covering) return { entitled: true, code: 'ENTITLED', licenseId: covering.licenseId };
  const suspended = rights.some((right) => right.state === 'suspended' && covers(right, release.publishedAt));
  if (suspended) return refused('LICENSE_SUSPENDED');
  if (valid.length > 0) return refused('MAINTENANCE_ENDED', latestEnd(valid));
  if (rights.some((right) => right.state === 'suspended')) return refused('LICENSE_SUSPENDED');
  return refused(rights.length > 0 ? 'LICENSE_REVOKED' : 'NO_LICENSE');
}

/** The newest release that the licenses cover, a stable one where there is one; null when they cover none. */
export function newestPermitted<R extends JudgedRelease>(
  releases: readonly R[],
  rights: readonly UpdateRight[],
): R | null {
  const permitted = releases.filter((release) => judge(release, rights).entitled);
  const stable = permitted.filter((release) => release.channel === 'stable');
  return newestFirst(stable.length > 0 ? stable : permitted)[0] ?? null;
}

/** The releases by version, newest first. */
export function newestFirst<R extends { readonly version: string }>(releases: readonly R[]): R[] {
  return releases
    .map((release) => ({ release, version: Version.parse(release.version) }))
    .sort((a, b) => b.version.compare(a.version))
    .map(({ release }) => release);
}

const covers = (right: UpdateRight, publishedAt: Date): boolean =>
  right.maintenanceEndsAt === null || publishedAt <= right.maintenanceEndsAt;

function latestEnd(rights: readonly UpdateRight[]): Date | null {
  const ends = rights.map((right) => right.maintenanceEndsAt?.getTime() ?? 0);
  return new Date(Math.max(...ends));
}
