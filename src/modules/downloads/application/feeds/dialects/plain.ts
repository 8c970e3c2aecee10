import type { FeedEntry } from '../../../domain/feeds/update-feed.js';
import type { PublishedArtifact, PublishedRelease } from '../../published-releases.js';
import { type FeedContent, filePath } from '../feed-content.js';

/** More are told by no dialect: who runs something older is offered its next stop. */
export const mostEntries = 50;
const mostNotes = 10;

/** The feed as plain JSON; its schema is published at /updates/feed.schema.json. */
export function plainFeed(content: FeedContent): string {
  const { feed, product, channel, platform, architecture, locale } = content;
  const entries = feed.entries.slice(0, mostEntries);
  if (feed.offer && !entries.includes(feed.offer)) entries.push(feed.offer);
  return JSON.stringify({
    format: 'latchkey-update-feed/1',
    product,
    channel,
    platform,
    architecture,
    language: locale,
    counter: content.counter,
    issuedAt: content.issuedAt.toISOString(),
    expiresAt: content.expiresAt.toISOString(),
    offer: feed.offer?.release.version ?? null,
    releases: entries.map((entry, place) => releaseOf(entry, content, place < mostNotes)),
  });
}

function releaseOf(entry: FeedEntry<PublishedRelease>, content: FeedContent, withNotes: boolean) {
  const { release, verdict, files } = entry;
  const notes = withNotes || entry === content.feed.offer;
  return {
    id: release.id,
    version: release.version,
    channel: release.channel,
    title: release.title,
    publishedAt: release.publishedAt.toISOString(),
    critical: release.critical,
    required: release.required,
    minimumVersion: release.minimumVersion,
    notesMarkdown: notes ? release.notesMarkdown : null,
    breakingChanges: notes ? release.breakingChanges : null,
    page: `${content.publicUrl}/downloads/${release.id}`,
    entitled: verdict.entitled,
    code: verdict.code,
    ...content.explain(release),
    files: verdict.entitled ? files.map(fileOf) : [],
  };
}

function fileOf(file: PublishedArtifact) {
  const { fileName, platform, architecture, type, sizeBytes, sha256, sha512, signature, signatureKid } = file;
  return {
    fileName,
    platform,
    architecture,
    type,
    sizeBytes,
    sha256,
    sha512,
    signature,
    signatureKid,
    url: filePath(file),
  };
}
