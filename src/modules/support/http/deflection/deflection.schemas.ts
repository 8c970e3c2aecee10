import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import { id, searchWords } from '../../../../platform/http/fields.js';
import { answerKinds } from '../../events/ticket-words.js';

const subject = searchWords().describe('What the request would be about.');
const licenseId = id('license').optional();
const kind = z.enum(answerKinds, 'Use article or release.');
const ref = z.string().min(1, 'Name the answer.').max(200, 'Use at most 200 characters.');
const day = z.iso.date('Use a day like 2026-11-27.');

const formId = id('form')
  .optional()
  .describe(
    'A UUID of your own, the same for all that is typed into one form, so that reports count it once. Without it each answer with suggestions counts.',
  );

export const suggestionsQuery = z.strictObject({ subject, licenseId, formId });
export const solvedBody = z
  .strictObject({ subject, licenseId: id('license').nullish(), kind, ref: ref.describe('Its `ref`.') })
  .meta({ id: 'SolvedByAnswer' });
export const solvedQuery = z.strictObject({ from: day, to: day });

const article = z
  .object({
    ref: z.string(),
    title: z.string(),
    summary: z.string(),
    href: z.string().describe('Below this portal.'),
  })
  .meta({ id: 'SuggestedArticle' });
const release = z
  .object({
    ref: z.uuid(),
    productName: z.string(),
    version: z.string(),
    title: z.string(),
    entitled: z.boolean().describe('Your license covers it.'),
    href: z.string().describe('Below this portal.'),
  })
  .meta({ id: 'SuggestedRelease' });
export const suggestions = z
  .object({ articles: z.array(article), releases: z.array(release) })
  .meta({ id: 'SuggestedAnswers' });
export const solvedCounts = z
  .object({
    items: z.array(
      z.object({ kind: z.enum(answerKinds), ref: z.string(), solved: z.int() }).meta({ id: 'SolvedCount' }),
    ),
  })
  .meta({ id: 'SolvedCounts' });

/** What the form of a new request holds of it; what does not fit is left out. */
export const askedForm = z.object({
  subject: searchWords(800).catch(''),
  licenseId: z.string().refine(isId).nullable().catch(null),
});
export const suggestedForm = z.object({ submissionId: z.string().refine(isId).nullable().catch(null) });
export const solvedAddress = z.object({ kind, ref });
