import { markdownToHtml } from '../../../../../platform/views/markdown.js';
import type { FeedEntry } from '../../../domain/feeds/update-feed.js';
import type { PublishedArtifact, PublishedRelease } from '../../published-releases.js';
import { type FeedContent, feedAddress, filePath, preferred } from '../feed-content.js';
import { mostEntries } from './plain.js';
import { element, escaped } from './xml.js';

const endings = {
  macos: ['.dmg', '.zip', '.tar.xz', '.aar', '.tar.gz', '.tar.bz2', '.pkg'],
  windows: ['.exe', '.msi', '.zip'],
};

/** An appcast for Sparkle (macOS) and WinSparkle. @see https://sparkle-project.org/documentation/publishing/ */
export function appcast(content: FeedContent): string {
  const { feed, product, locale, publicUrl } = content;
  const told = feed.entries.filter((entry) => isWorthTelling(entry, content)).slice(0, mostEntries);
  const items = told.flatMap((entry) => itemsOf(entry, content));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:sparkle="http://www.andymatuschak.org/xml-namespaces/sparkle">',
    '<channel>',
    element('title', product.name),
    element('link', `${publicUrl}/downloads`),
    element('language', locale),
    ...items,
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
}

/**
 * Sparkle takes the highest version for the update: information would hide what can be installed, and a release that
 * the version that runs does not go to directly would hide the stop before it.
 */
function isWorthTelling(
  { verdict, isReachable }: FeedEntry<PublishedRelease>,
  { feed, version }: FeedContent,
): boolean {
  if (verdict.entitled) return isReachable;
  return feed.offer === null && (version !== null || feed.latest === null);
}

function itemsOf(entry: FeedEntry<PublishedRelease>, content: FeedContent): string[] {
  if (!entry.verdict.entitled) return [information(entry, content)];
  const kinds = content.platform === 'windows' ? endings.windows : endings.macos;
  const systems = new Map<string, PublishedArtifact[]>();
  for (const file of entry.files)
    systems.set(file.architecture, [...(systems.get(file.architecture) ?? []), file]);
  // The one for Apple silicon stands first: of two items of one version Sparkle takes the first that fits.
  const files = [...systems.keys()]
    .sort()
    .flatMap((system) => preferred(systems.get(system) ?? [], kinds) ?? []);
  return files.map((file) =>
    item([...factsOf(entry, content), ...requirements(file, files.length), enclosure(file)]),
  );
}

const item = (lines: readonly string[]): string => ['<item>', ...lines, '</item>'].join('\n');

// Sparkle knows the first since 2.9; before, an older app is at least not updated silently.
const stops = ['sparkle:minimumUpdateVersion', 'sparkle:minimumAutoupdateVersion'];

function factsOf({ release }: FeedEntry<PublishedRelease>, { publicUrl }: FeedContent): string[] {
  const { version, title, publishedAt, channel, critical, minimumVersion, breakingChanges } = release;
  const notes = [release.notesMarkdown, breakingChanges].filter(Boolean).join('\n\n');
  return [
    element('title', title),
    element('link', `${publicUrl}/downloads/${release.id}`),
    element('sparkle:version', version),
    element('sparkle:shortVersionString', version),
    element('pubDate', publishedAt.toUTCString()),
    ...(channel === 'beta' ? [element('sparkle:channel', 'beta')] : []),
    ...(critical || release.required ? ['<sparkle:criticalUpdate/>'] : []),
    ...(minimumVersion ? stops.map((name) => element(name, minimumVersion)) : []),
    ...(notes ? [element('description', markdownToHtml(notes))] : []),
  ];
}

/** A release outside of maintenance: told to who has all that the license covers. */
function information(entry: FeedEntry<PublishedRelease>, content: FeedContent): string {
  const { release } = entry;
  const { because, remedy } = content.explain(release);
  return item([
    element('title', release.title),
    element('link', `${content.publicUrl}/downloads/${release.id}`),
    element('sparkle:version', release.version),
    element('sparkle:shortVersionString', release.version),
    element('pubDate', release.publishedAt.toUTCString()),
    ...(release.channel === 'beta' ? [element('sparkle:channel', 'beta')] : []),
    '<sparkle:informationalUpdate/>',
    element('description', markdownToHtml([...because, ...remedy].join('\n\n'))),
  ]);
}

function requirements(file: PublishedArtifact, count: number): string[] {
  const only = count > 1 && file.platform === 'macos' && file.architecture === 'arm64';
  return only ? [element('sparkle:hardwareRequirements', 'arm64')] : [];
}

function enclosure(file: PublishedArtifact): string {
  const system = file.architecture === 'any' ? 'windows' : `windows-${file.architecture}`;
  const attributes = {
    url: `${feedAddress}${filePath(file)}`,
    length: String(file.sizeBytes),
    type: 'application/octet-stream',
    ...(file.signature ? { 'sparkle:edSignature': file.signature } : {}),
    ...(file.platform === 'windows' ? { 'sparkle:os': system } : {}),
  };
  const written = Object.entries(attributes).map(([name, value]) =>
    name === 'url' ? `url="${value}"` : `${name}="${escaped(value)}"`,
  );
  return `<enclosure ${written.join(' ')}/>`;
}
