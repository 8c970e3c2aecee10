import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';

const word = line(60, 'value');

/** What updaters add to an address. More of it, such as what keeps caches away, changes nothing. */
export const feedQuery = z.object({
  channel: z.enum(['stable', 'beta'], 'Choose stable or beta.').optional(),
  platform: word.optional(),
  target: word.optional(),
  architecture: word.optional(),
  arch: word.optional(),
  version: word.optional(),
  current_version: word.optional(),
  installation: line(200, 'installation').optional(),
});

const instant = z.iso.datetime();

/** The plain feed, published as JSON Schema for programs of others. */
export const plainFeedShape = z
  .object({
    format: z.literal('latchkey-update-feed/1'),
    product: z.object({ id: z.uuid(), name: z.string() }),
    channel: z.enum(['stable', 'beta']),
    platform: z.string().nullable(),
    architecture: z.string().nullable(),
    language: z.string().describe('BCP 47, of the sentences.'),
    counter: z.int().min(1).describe('Never goes back: refuse a feed with a lower one than you have seen.'),
    issuedAt: instant,
    expiresAt: instant.describe('Refuse the feed from then on.'),
    offer: z.string().nullable().describe('The version to take now; null: none.'),
    releases: z.array(
      z.object({
        id: z.uuid(),
        version: z.string(),
        channel: z.enum(['stable', 'beta']),
        title: z.string(),
        publishedAt: instant,
        critical: z.boolean(),
        required: z.boolean(),
        minimumVersion: z.string().nullable(),
        notesMarkdown: z.string().nullable(),
        breakingChanges: z.string().nullable(),
        page: z.url().describe('For people.'),
        entitled: z.boolean(),
        code: z.enum(['ENTITLED', 'MAINTENANCE_ENDED']),
        because: z.array(z.string()),
        remedy: z.array(z.string()),
        files: z.array(
          z.object({
            fileName: z.string(),
            platform: z.string(),
            architecture: z.string(),
            type: z.string(),
            sizeBytes: z.int(),
            sha256: z.string().regex(/^[0-9a-f]{64}$/),
            sha512: z.string().describe('Base64.'),
            signature: z.string().nullable().describe('Ed25519 over the bytes of the file, base64.'),
            signatureKid: z.string().nullable(),
            url: z.string().describe('Relative to the address of the feed.'),
          }),
        ),
      }),
    ),
  })
  .meta({ title: 'Latchkey update feed', description: 'The releases that a license covers, newest first.' });
