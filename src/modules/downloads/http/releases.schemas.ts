import { z } from 'zod';
import { listing, pageCursor } from '../../../platform/http/paging.js';
import type { JudgedRelease } from '../application/judged-releases.js';

const artifact = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    platform: z.string(),
    architecture: z.string(),
    type: z.string(),
    sizeBytes: z.number(),
    sha256: z.string().describe('SHA-256 of the file, lower-case hex.'),
    sha512: z.string().describe('SHA-512 of the file, base64.'),
    blake2b512: z.string().nullable().describe('BLAKE2b-512 of the file, base64.'),
    signature: z
      .string()
      .nullable()
      .describe('Ed25519 signature over the bytes of the file (RFC 8032), base64.'),
    signatureKid: z
      .string()
      .nullable()
      .describe('Names the key in `/.well-known/latchkey-release-keys.json`.'),
    href: z.string().describe('Where the bytes are: with Range, If-Range and HEAD.'),
  })
  .meta({ id: 'Artifact', description: 'One file of a release.' });

const release = {
  id: z.uuid(),
  productId: z.uuid(),
  productName: z.string(),
  version: z.string(),
  channel: z.enum(['stable', 'beta']),
  publishedAt: z.iso.datetime(),
  title: z.string(),
  critical: z.boolean().describe('Mends something that endangers people or data.'),
  required: z.boolean().describe('The product may not go on with an older version.'),
  minimumVersion: z
    .string()
    .nullable()
    .describe('The oldest version that upgrades to it directly; null: any does.'),
  breakingChanges: z.string().describe('What an upgrade breaks, in Markdown; empty when nothing.'),
  entitled: z.boolean().describe('Whether your licenses cover it.'),
  code: z
    .enum([
      'ENTITLED',
      'NO_LICENSE',
      'MAINTENANCE_ENDED',
      'LICENSE_SUSPENDED',
      'LICENSE_REVOKED',
      'YANKED',
      'HALTED',
    ])
    .describe('The verdict for programs.'),
  because: z.array(z.string()).describe('Why it is refused, in your language; empty when it is not.'),
  remedy: z.array(z.string()).describe('What you can do; empty when it is not refused.'),
  offer: z
    .object({ id: z.uuid(), version: z.string() })
    .nullable()
    .describe('The newest release you may have instead.'),
  artifacts: z.array(artifact),
};

export const releaseSummary = z
  .object(release)
  .meta({ id: 'ReleaseSummary', description: 'A release of a product you have a license of.' });

export const releaseList = listing(releaseSummary);

const releaseAdvisory = z
  .object({
    id: z.uuid(),
    title: z.string(),
    severity: z.enum(['low', 'medium', 'high', 'critical']),
    relation: z
      .enum(['affects', 'mends'])
      .describe('`affects`: the version is affected; `mends`: it is the first that is not any more.'),
    fixedIn: z
      .string()
      .nullable()
      .describe('The version that mends it; null when this one does, or none does yet.'),
  })
  .meta({ id: 'ReleaseAdvisory', description: 'What an advisory says of a release.' });

export const releaseShape = z
  .object({ ...release, notesMarkdown: z.string(), advisories: z.array(releaseAdvisory) })
  .meta({ id: 'Release', description: 'A release with its notes.' });

export const contentUrl = (releaseId: string, artifactId: string): string =>
  `/api/v1/releases/${releaseId}/artifacts/${artifactId}/content`;

/** The release as lists of the API answer it. */
export function summaryOf(release: JudgedRelease) {
  const {
    notesMarkdown: _,
    status: __,
    rolloutPercent: ___,
    haltedAt: ____,
    verdict,
    artifacts,
    ...shown
  } = release;
  return {
    ...shown,
    publishedAt: shown.publishedAt.toISOString(),
    entitled: verdict.entitled,
    code: verdict.code,
    artifacts: artifacts.map((file) => ({ ...file, href: contentUrl(shown.id, file.id) })),
  };
}

export const platforms = ['any', 'windows', 'macos', 'linux'] as const;
export const architectures = ['any', 'x64', 'arm64', 'x86', 'universal'] as const;
export const artifactTypes = ['installer', 'archive', 'package', 'document'] as const;

export const uploadForm = z.strictObject({
  platform: z.enum(platforms, 'Choose one of the platforms.'),
  architecture: z.enum(architectures, 'Choose one of the architectures.'),
  type: z.enum(artifactTypes, 'Choose one of the types.'),
});

export const nothingForm = z.strictObject({});

/** Pages never refuse a cursor's form here; what it holds is checked where it is read. */
export const staffQuery = z.object({ cursor: pageCursor });
