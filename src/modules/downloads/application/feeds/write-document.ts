import { createHash } from 'node:crypto';
import { day, later } from '../../../../kernel/clock.js';
import { updateFeed } from '../../domain/feeds/update-feed.js';
import { judge, newestPermitted } from '../../domain/release.policy.js';
import { explain } from '../explanation.js';
import type { PublishedRelease } from '../published-releases.js';
import { appcast } from './dialects/appcast.js';
import { electronBuilder } from './dialects/electron-builder.js';
import { plainFeed } from './dialects/plain.js';
import { tauri } from './dialects/tauri.js';
import type { WrittenDocument } from './document-cache.js';
import type { Dialect } from './document-names.js';
import { type FeedContent, feedAddress } from './feed-content.js';
import { type FeedRequest, identityOf, rightOf } from './feed-request.js';
import { type Keyring, minisigned, signedText } from './feed-signer.js';
import type { ProductFeed } from './product-feeds.js';
import { feedLifeDays } from './renew-feed.js';

/** What documents are written with, the same for all of a product. */
export interface WrittenWith {
  readonly feed: ProductFeed;
  readonly keys: Keyring;
  readonly publicUrl: string;
}

const dialects: Readonly<Record<Dialect, (content: FeedContent, by: WrittenWith) => string | null>> = {
  plain: plainFeed,
  signed: (content, { keys, feed }) => signedText(keys, feed.kid, plainFeed(content)),
  appcast,
  'electron-builder': electronBuilder,
  tauri,
};

/** Writes one document; null when the dialect has no word for what the license covers. */
export function writeDocument(request: FeedRequest, by: WrittenWith): WrittenDocument | null {
  const text = dialects[request.document.dialect](contentOf(request, by), by);
  if (text === null) return null;
  const body = Buffer.from(text);
  // The address of the portal stands in it as well.
  const hash = createHash('sha256').update(by.publicUrl).update(body).digest('base64url');
  return { body, hash, hasAddress: text.includes(feedAddress) };
}

function contentOf(request: FeedRequest, { feed, keys, publicUrl }: WrittenWith): FeedContent {
  const { access, channel, platform, architecture, version } = request;
  const right = rightOf(access);
  const identity = identityOf(request);
  const question = { channel, platform, architecture, version, identity, right };
  return {
    feed: updateFeed(feed.releases, question),
    product: { id: access.productId, name: access.productName },
    ...{ channel, platform, architecture, publicUrl },
    version: version?.toString() ?? null,
    locale: request.reader.locale,
    counter: feed.counter,
    issuedAt: feed.issuedAt,
    expiresAt: later(feed.issuedAt, feedLifeDays * day),
    explain: (release) => explanationOf(release, request, feed),
    minisign: (file, release) => minisigned(keys, file, release),
    drawsItself: identity === null,
  };
}

function explanationOf(
  release: PublishedRelease,
  { access, reader }: FeedRequest,
  { releases }: ProductFeed,
) {
  const right = rightOf(access);
  const newest = newestPermitted(releases, [right]);
  const offer = newest && { id: newest.id, version: newest.version };
  const { productName } = access;
  return explain({ ...release, productName, verdict: judge(release, [right]), offer }, reader);
}
