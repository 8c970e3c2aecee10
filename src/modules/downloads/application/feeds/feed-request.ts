import type { FeedAccess } from '../../../licensing/index.js';
import type { UpdateRight } from '../../domain/release.policy.js';
import type { Channel } from '../../domain/release-facts.js';
import { inRollout } from '../../domain/rollout.js';
import type { Version } from '../../domain/version.js';
import type { Reader } from '../explanation.js';
import type { DocumentName } from './document-names.js';
import type { ProductFeed } from './product-feeds.js';

/** What an updater asks. */
export interface FeedRequest {
  readonly access: FeedAccess;
  readonly document: DocumentName;
  readonly channel: Channel;
  readonly platform: string | null;
  readonly architecture: string | null;
  readonly version: Version | null;
  /** What the updater says it is, to be drawn for staged releases; null when it does not say. */
  readonly identity: string | null;
  readonly reader: Reader;
}

/** What the license of the feed says about updates. */
export function rightOf({ licenseId, state, maintenanceEndsAt }: FeedAccess): UpdateRight {
  return { licenseId, state, maintenanceEndsAt };
}

/**
 * Who is drawn for a staged release: the installation, or what the updater says it is, or the feed as a whole. Null:
 * electron-updater draws itself, by the percentage that it is told.
 */
export function identityOf({ access, identity, document }: FeedRequest): string | null {
  const known = access.installationId ?? identity;
  if (known !== null || document.dialect === 'electron-builder') return known;
  return access.feedId;
}

/**
 * All that a document depends on. Licenses differ in it only by how their maintenance ends before the newest release, so
 * that few documents answer millions of installations.
 */
export function keyOf(request: FeedRequest, { counter, issuedAt, kid, releases }: ProductFeed): string {
  const { access, document, channel, platform, architecture, version, reader } = request;
  const newest = releases[0]?.publishedAt;
  const coversAll = newest === undefined || access.maintenanceEndsAt >= newest;
  const identity = identityOf(request);
  const staged = releases.filter(({ rolloutPercent }) => rolloutPercent < 100);
  const drawn = staged.map(({ id, rolloutPercent }) =>
    identity === null ? '-' : Number(inRollout(id, identity, rolloutPercent)),
  );
  return [
    access.productId,
    `${counter}.${Number(issuedAt)}.${kid}`,
    document.name,
    channel,
    platform,
    architecture,
    version,
    access.state,
    coversAll ? '' : Number(access.maintenanceEndsAt),
    drawn.join(''),
    reader.locale,
  ].join('|');
}
