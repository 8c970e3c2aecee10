import { LatchkeyError } from './errors.js';

/** A file of a release. */
export interface UpdateFile {
  readonly fileName: string;
  readonly platform: string;
  readonly architecture: string;
  readonly type: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Base64. */
  readonly sha512: string;
  /** Ed25519 over the bytes of the file, base64. */
  readonly signature: string | null;
  readonly signatureKid: string | null;
  /** Relative to the address of the feed. */
  readonly url: string;
}

/** A release that the feed tells of; one that is not `entitled` is information only, and has no files. */
export interface UpdateRelease {
  readonly id: string;
  readonly version: string;
  readonly channel: 'stable' | 'beta';
  readonly title: string;
  readonly publishedAt: string;
  readonly critical: boolean;
  readonly required: boolean;
  readonly minimumVersion: string | null;
  readonly notesMarkdown: string | null;
  readonly breakingChanges: string | null;
  /** For people. */
  readonly page: string;
  readonly entitled: boolean;
  readonly code: string;
  readonly because: readonly string[];
  readonly remedy: readonly string[];
  readonly files: readonly UpdateFile[];
}

/** A feed whose signature, counter and end were found right. */
export interface UpdateFeed {
  readonly product: { readonly id: string; readonly name: string };
  readonly channel: 'stable' | 'beta';
  readonly counter: number;
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** The version to take now; null: none. */
  readonly offer: string | null;
  /** Newest first. */
  readonly releases: readonly UpdateRelease[];
}

export type FeedRefusalCode =
  | 'FEED_CORRUPT'
  | 'FEED_KEY_UNKNOWN'
  | 'FEED_SIGNATURE_WRONG'
  | 'FEED_FORMAT_UNKNOWN'
  | 'FEED_OF_OTHER_PRODUCT'
  | 'FEED_ROLLED_BACK'
  | 'FEED_EXPIRED'
  | 'DOCUMENT_DIFFERS'
  | 'FILE_DIFFERS';

const sentences: Readonly<Record<FeedRefusalCode, string>> = {
  FEED_CORRUPT: 'What came is no signed feed.',
  FEED_KEY_UNKNOWN: 'The feed is signed by a key that this product does not know.',
  FEED_SIGNATURE_WRONG: 'The signature of the feed does not hold.',
  FEED_FORMAT_UNKNOWN: 'The feed is of a form that this product does not know.',
  FEED_OF_OTHER_PRODUCT: 'The feed is of another product.',
  FEED_ROLLED_BACK: 'The feed is older than one that was seen before.',
  FEED_EXPIRED: 'The feed has ended: somebody may hold newer ones back.',
  DOCUMENT_DIFFERS: 'The document is not the one that was signed.',
  FILE_DIFFERS: 'The file is not the one that the feed names.',
};

/** What came must not be used. Keep what is installed, and ask again later. */
export class FeedRefused extends LatchkeyError {
  override readonly name = 'FeedRefused';

  readonly code: FeedRefusalCode;

  constructor(code: FeedRefusalCode) {
    super(sentences[code]);
    this.code = code;
  }
}
