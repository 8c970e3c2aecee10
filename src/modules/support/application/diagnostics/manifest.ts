import { z } from 'zod';

export { bundleFaults } from '../../domain/diagnostics/diagnosis.js';

/** What marks a ZIP archive as a diagnostic bundle. */
export const bundleFormat = 'latchkey-diagnostic-bundle';

const words = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed());
const path = words(300).describe('In the archive, with forward slashes, below its root.');
const count = z.int().min(1).max(1_000_000_000);

/**
 * `manifest.json` of a diagnostic bundle, version 1. The published JSON schema is made of it, so what products write by
 * that schema is what the portal reads. Members that are not named here are left alone.
 */
export const manifestSchema = z.object({
  format: z.literal(bundleFormat),
  formatVersion: z.literal(1),
  product: words(60).describe('The code of the product, as in the portal.'),
  version: words(60)
    .describe('Of the product.')
    .meta({ examples: ['2.3.1'] }),
  build: words(60).optional().describe('A build number or commit.'),
  platform: z.enum(['windows', 'macos', 'linux', 'other']),
  os: words(120)
    .optional()
    .describe('System and its version.')
    .meta({ examples: ['Debian 12'] }),
  architecture: words(40)
    .optional()
    .meta({ examples: ['x64', 'arm64'] }),
  installation: words(80)
    .optional()
    .describe(
      'What tells the installation from others: a fingerprint, or the last five characters of the serial number. Never the whole serial number, never the UID.',
    ),
  createdAt: z.iso.datetime({ offset: true }),
  files: z
    .array(
      z.object({
        path,
        purpose: words(120).describe('What it helps with, in words.'),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(500)
    .describe('Everything in the archive but the manifest.'),
  errors: z
    .array(
      z.object({
        code: words(80),
        message: words(500),
        at: z.iso.datetime({ offset: true }).describe('When it came up last.'),
        count: count.describe('How often it came up.'),
      }),
    )
    .max(50)
    .default([])
    .describe('What went wrong, the most telling first.'),
  redactions: z
    .array(
      z.object({
        path,
        kind: z.enum(['left-out', 'blanked']).describe('left-out: the file is not in the archive any more.'),
        count: count.describe('How many passages are blanked; 1 for a file that is left out.'),
      }),
    )
    .max(1_000)
    .default([])
    .describe('What was taken out before the bundle was sent.'),
});

/** The published schema. */
export const manifestJsonSchema = {
  ...z.toJSONSchema(manifestSchema, { io: 'input', target: 'draft-2020-12' }),
  title: 'Manifest of a diagnostic bundle, version 1',
};
