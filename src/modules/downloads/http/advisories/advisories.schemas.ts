import { z } from 'zod';
import { id, line, multiline } from '../../../../platform/http/fields.js';
import { listing, pageCursor } from '../../../../platform/http/paging.js';
import type { ShownAdvisory } from '../../application/advisories/show-advisories.js';
import type { StaffAdvisory } from '../../application/advisories/staff-advisories.js';

export const severities = ['low', 'medium', 'high', 'critical'] as const;

const version = line(60, 'version').nullable();
const range = z.strictObject({
  from: version.describe('The first affected version; null: from the first one on.'),
  fixedIn: version.describe('The version that mends it; null: none does yet.'),
});

const words = {
  title: line(200, 'title'),
  severity: z.enum(severities, 'Choose one of the severities.'),
  detailsMarkdown: multiline(20_000, 'details'),
  cveId: z
    .string()
    .trim()
    .regex(/^CVE-\d{4}-\d{4,7}$/, 'Write the CVE like CVE-2026-12345.')
    .nullable()
    .default(null),
};

export const advisoryBody = z.strictObject({
  ...words,
  ranges: z.array(range).min(1, 'Give at least one range of versions.').max(20, 'Give at most 20 ranges.'),
});

export const draftBody = advisoryBody.extend({ productId: id('product') });

const lineOfRange = /^([^.\s](?:\.?[^.\s]+)*)?\s*\.\.\s*([^.\s](?:\.?[^.\s]+)*)?$/;

/** One range per line of the form, e.g. `2.0.0 .. 2.3.1`; either side may be left out. */
const rangeLines = z
  .string('Give at least one range of versions.')
  .max(2_000, 'Use at most 2,000 characters.')
  .transform((text, context) => {
    const lines = text.split('\n').flatMap((one) => one.trim() || []);
    return lines.map((one) => {
      const [, from, fixedIn] = (one.length <= 130 && lineOfRange.exec(one)) || [];
      if (from === undefined && fixedIn === undefined)
        context.addIssue({
          code: 'custom',
          message: 'Write each range on a line of its own, like 2.0.0 .. 2.3.1.',
        });
      return { from: from ?? null, fixedIn: fixedIn ?? null };
    });
  })
  .pipe(advisoryBody.shape.ranges);

export const advisoryForm = z.strictObject({
  ...words,
  cveId: z.preprocess((value) => (value === '' ? null : value), words.cveId),
  ranges: rangeLines,
});

export const newAdvisoryForm = advisoryForm.extend({ productId: id('product') });
export const withdrawBody = z.strictObject({ reason: line(500, 'reason') });
export const cursorQuery = z.object({ cursor: pageCursor });

const facts = {
  id: z.uuid(),
  productId: z.uuid(),
  productName: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  cveId: z.string().nullable(),
  detailsMarkdown: z.string(),
  ranges: z
    .array(z.object({ from: z.string().nullable(), fixedIn: z.string().nullable() }))
    .describe('Affected versions: from the first (null: the very first) to before the one that mends it.'),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawReason: z.string().nullable(),
};

export const staffAdvisory = z
  .object({
    ...facts,
    status: z.enum(['draft', 'published', 'withdrawn']),
    draftedAt: z.iso.datetime(),
    publishedAt: z.iso.datetime().nullable(),
    told: z.int().describe('How many organizations were told by mail.'),
  })
  .meta({ id: 'StaffAdvisory', description: 'An advisory as staff write it.' });

export const staffAdvisoryList = listing(staffAdvisory);

export const advisoryAnswer = z
  .object({
    ...facts,
    status: z.enum(['published', 'withdrawn']),
    publishedAt: z.iso.datetime(),
    counts: z
      .object({ affected: z.int(), safe: z.int(), unknown: z.int() })
      .describe('How many of your installations are affected, are not, or run a version that nobody knows.'),
    installations: z
      .array(
        z.object({
          installationId: z.uuid(),
          name: z.string(),
          platform: z.string(),
          version: z.string(),
          answer: z.enum(['affected', 'safe', 'unknown']),
          fixedIn: z.string().nullable().describe('The version to upgrade to.'),
        }),
      )
      .describe('The affected ones first; none for who may not see licenses.'),
    fixes: z
      .array(z.object({ version: z.string(), releaseId: z.uuid().nullable() }))
      .describe('The versions that mend it; with their release once it is published.'),
  })
  .meta({
    id: 'Advisory',
    description: 'What is wrong with versions of a product, and whether it affects you.',
  });

export const advisoryList = listing(advisoryAnswer);

export function shownOf(advisory: ShownAdvisory) {
  return {
    ...advisory,
    publishedAt: advisory.publishedAt.toISOString(),
    withdrawnAt: advisory.withdrawnAt?.toISOString() ?? null,
  };
}

export function draftedOf(advisory: StaffAdvisory) {
  return {
    ...advisory,
    draftedAt: advisory.draftedAt.toISOString(),
    publishedAt: advisory.publishedAt?.toISOString() ?? null,
    withdrawnAt: advisory.withdrawnAt?.toISOString() ?? null,
  };
}
