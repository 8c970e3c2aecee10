import { z } from 'zod';
import { id, instant, line } from '../../../../platform/http/fields.js';
import { listing } from '../../../../platform/http/paging.js';
import type { StaffRelease } from '../../application/staff-releases.js';

const markdown = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max.toLocaleString('en')} characters.`)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'Use printable characters only.')
    .transform((text) => text.replaceAll('\r\n', '\n').trim());

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

const channel = z.enum(['stable', 'beta'], 'Choose stable or beta.');

const words = {
  title: line(200, 'title'),
  notesMarkdown: markdown(50_000).default(''),
  breakingChanges: markdown(20_000).default(''),
};

const range = 'Use a whole number from 0 to 100.';
const percent = z.int(range).min(0, range).max(100, range);

// The letters of an empty field, and no field at all, are no version.
const typedVersion = z
  .string()
  .max(60, 'Use at most 60 characters.')
  .trim()
  .optional()
  .transform((text) => text || null);

const typedDraft = {
  version: line(60, 'version'),
  channel,
  ...words,
  critical: ticked,
  required: ticked,
  minimumVersion: typedVersion,
};

const revision = z.coerce.number('Open the page again.').int('Open the page again.').min(1);

/** Forms of the pages. */
export const draftForm = z.strictObject({ productId: id('product'), ...typedDraft });
export const draftEditForm = z.strictObject({ revision, ...typedDraft });
export const wordsForm = z.strictObject({ revision, ...words });
export const percentForm = z.strictObject({ percent: z.coerce.number(range).pipe(percent) });
export const reasonForm = z.strictObject({ reason: line(500, 'reason') });

const facts = {
  version: line(60, 'version').describe('`2.4.1` or `3.0.0-beta.2`.'),
  channel: channel.default('stable'),
  ...words,
  critical: z.boolean().default(false).describe('Mends something that endangers people or data.'),
  required: z.boolean().default(false).describe('The product may not go on with an older version.'),
  minimumVersion: line(60, 'version')
    .nullable()
    .default(null)
    .describe('The oldest version that upgrades to it directly; null: any does.'),
};

/** Bodies of the API. */
export const draftBody = z
  .strictObject({ productId: id('product'), ...facts })
  .meta({ id: 'ReleaseDraft', description: 'A release that only staff see.' });

export const draftEditBody = z.strictObject(facts).meta({
  id: 'ReleaseDraftEdit',
  description: 'All that a draft says; what is left out takes its default.',
});

export const wordsBody = z
  .strictObject(words)
  .meta({ id: 'ReleaseWords', description: 'The words of a release.' });

export const publishBody = z
  .strictObject({
    percent: percent.default(100).describe('To how many of a hundred installations feeds offer it.'),
    publishedAt: instant.optional().describe('When it was published before the portal knew it.'),
  })
  .meta({ id: 'ReleasePublication', description: 'How a draft is published.' });

export const percentBody = z
  .strictObject({ percent })
  .meta({ id: 'ReleaseRollout', description: 'To how many of a hundred installations feeds offer it.' });

export const reasonBody = z
  .strictObject({ reason: line(500, 'reason').describe('Customers read it when it is withdrawn.') })
  .meta({ id: 'ReleaseReason', description: 'Why it is halted or withdrawn.' });

const file = z.object({
  id: z.uuid(),
  fileName: z.string(),
  platform: z.string(),
  architecture: z.string(),
  type: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  sha512: z.string(),
  blake2b512: z.string().nullable(),
  signature: z.string().nullable().describe('Null until it is published.'),
  signatureKid: z.string().nullable(),
});

const instantOrNull = z.iso.datetime().nullable();

export const staffReleaseAnswer = z
  .object({
    id: z.uuid(),
    productId: z.uuid(),
    productName: z.string(),
    version: z.string(),
    channel: z.enum(['stable', 'beta']),
    status: z.enum(['draft', 'published', 'yanked']),
    title: z.string(),
    notesMarkdown: z.string(),
    breakingChanges: z.string(),
    critical: z.boolean(),
    required: z.boolean(),
    minimumVersion: z.string().nullable(),
    rolloutPercent: z.int(),
    haltedAt: instantOrNull,
    haltReason: z.string().nullable(),
    draftedAt: z.iso.datetime(),
    publishedAt: instantOrNull,
    yankedAt: instantOrNull,
    yankReason: z.string().nullable(),
    revision: z.int().describe('Send it as If-Match, in quotes, when you change the release.'),
    artifacts: z.array(file),
    completedDownloads: z.number().describe('Reached the last byte.'),
    handedOverDownloads: z
      .number()
      .describe('Sent by a download server or the storage; how many arrived is not known.'),
  })
  .meta({ id: 'StaffRelease', description: 'A release as staff see it.' });

export const staffReleaseList = listing(staffReleaseAnswer).meta({
  id: 'StaffReleaseList',
  description: 'Releases with drafts, newest first.',
});

export const madeAnswer = z
  .object({ id: z.uuid() })
  .meta({ id: 'MadeForReleases', description: 'What was made.' });

export const revisionAnswer = staffReleaseAnswer.pick({ id: true, revision: true });

/** The release as the API answers it. */
export function staffReleaseOf(release: StaffRelease) {
  const { draftedAt, publishedAt, haltedAt, yankedAt } = release;
  return {
    ...release,
    draftedAt: draftedAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
    haltedAt: haltedAt?.toISOString() ?? null,
    yankedAt: yankedAt?.toISOString() ?? null,
  };
}
