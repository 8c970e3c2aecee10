import type { UpdateFeed } from '../../domain/feeds/update-feed.js';
import type { Channel } from '../../domain/release-facts.js';
import type { Explanation } from '../explanation.js';
import type { PublishedArtifact, PublishedRelease } from '../published-releases.js';

/** Stands in a document for the address of the feed; no text can hold it, because each dialect drops or escapes it. */
export const feedAddress = '\u0001';

/** What a dialect is written from. */
export interface FeedContent {
  readonly feed: UpdateFeed<PublishedRelease>;
  readonly product: { readonly id: string; readonly name: string };
  readonly channel: Channel;
  readonly platform: string | null;
  readonly architecture: string | null;
  /** The version that runs; null when the updater did not say. */
  readonly version: string | null;
  /** BCP 47, of the sentences. */
  readonly locale: string;
  /** The portal's own address, without a slash at its end. */
  readonly publicUrl: string;
  readonly counter: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** In words, why a release is only information. */
  readonly explain: (release: PublishedRelease) => Explanation;
  /** Of a file in minisign's format; null for files of before the portal took their BLAKE2b hash. */
  readonly minisign: (file: PublishedArtifact, release: PublishedRelease) => string | null;
  /** True when the updater draws itself who gets a staged release. */
  readonly drawsItself: boolean;
}

/** Where a file is, below the feed. The system stands in it because electron-updater looks for it in the address. */
export function filePath({ id, platform, architecture, fileName }: PublishedArtifact): string {
  return `files/${id}/${platform}-${architecture}/${encodeURIComponent(fileName)}`;
}

/** The file whose name ends like the earliest one of the list that any ends like; null when none does. */
export function preferred(
  files: readonly PublishedArtifact[],
  endings: readonly string[],
): PublishedArtifact | null {
  for (const ending of endings) {
    const found = files.find(({ fileName }) => fileName.toLowerCase().endsWith(ending));
    if (found) return found;
  }
  return null;
}
