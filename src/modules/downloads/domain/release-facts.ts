import type { Id } from '../../../kernel/ids.js';
import type { Version } from './version.js';

export type ReleaseId = Id<'release'>;
export type ArtifactId = Id<'artifact'>;
export type Channel = 'stable' | 'beta';

/** What a draft starts with. Ids and instants come in. */
export interface Draft {
  readonly id: ReleaseId;
  readonly productId: string;
  readonly version: Version;
  readonly channel: Channel;
  readonly title: string;
  readonly notesMarkdown: string;
  /** What an upgrade breaks or asks to be done by hand; empty when nothing. */
  readonly breakingChanges: string;
  /** Mends something that endangers people or data: feeds and pages urge it. */
  readonly critical: boolean;
  /** Products may not go on with an older version. */
  readonly required: boolean;
  /** The oldest version that upgrades to it directly; null: any. Older ones stop at another release first. */
  readonly minimumVersion: Version | null;
}

/** A file that lies in the storage already. */
export interface StoredArtifact {
  readonly id: ArtifactId;
  readonly fileName: string;
  readonly platform: string;
  readonly architecture: string;
  readonly type: string;
  readonly contentType: string;
  readonly storageKey: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly sha512: string;
  readonly blake2b512: string;
}
