/** A file of a diagnostic bundle, before it is packed. */
export interface BundledFile {
  /** In the archive, with forward slashes, e.g. `logs/studio.log`. */
  readonly path: string;
  /** What it helps with, in words. */
  readonly purpose: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the product knows of itself. */
export interface BundleFacts {
  /** The code of the product, as in the portal. */
  readonly product: string;
  readonly version: string;
  readonly build?: string;
  readonly platform: 'windows' | 'macos' | 'linux' | 'other';
  readonly os?: string;
  readonly architecture?: string;
  /** A fingerprint, or the last five characters of the serial number. Never the whole one, never the UID. */
  readonly installation?: string;
  readonly errors?: readonly BundledError[];
}

export interface BundledError {
  readonly code: string;
  readonly message: string;
  /** When it came up last. */
  readonly at: Date;
  /** How often it came up. */
  readonly count: number;
}

/**
 * The text of `manifest.json`, which makes a ZIP archive of the files a diagnostic bundle: the portal then fills the
 * fields of the request. Pack it at the root, beside the files, with whatever packs ZIP archives.
 * @param now when the bundle is made
 */
export async function diagnosticManifest(
  facts: BundleFacts,
  files: readonly BundledFile[],
  now = new Date(),
): Promise<string> {
  const { errors = [], ...about } = facts;
  const listed = files.map(async ({ path, purpose, bytes }) => ({
    path,
    purpose,
    sha256: await hashOf(bytes),
  }));
  const manifest = {
    format: 'latchkey-diagnostic-bundle',
    formatVersion: 1,
    ...about,
    createdAt: now.toISOString(),
    files: await Promise.all(listed),
    errors: errors.slice(0, 50).map((error) => ({
      ...error,
      message: error.message.replace(/\p{Cc}+/gu, ' ').slice(0, 500),
      at: error.at.toISOString(),
    })),
    redactions: [],
  };
  return JSON.stringify(manifest, null, 2);
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
