import { z } from 'zod';
import { searchWords } from '../../../platform/http/fields.js';
import { listing, listQuery, pageCursor } from '../../../platform/http/paging.js';

const segment = z.object({
  text: z.string(),
  marked: z.boolean().describe('True where the search found something.'),
});

const summary = {
  id: z.uuid(),
  slug: z.string().describe('Names the article in every language.'),
  locale: z.string().describe('Language of this text; English where yours has none.'),
  title: z.string(),
  summary: z.string(),
  category: z.string().describe('The same in every language.'),
  categoryName: z.string(),
  updatedOn: z.iso.date(),
};

export const articleSummary = z
  .object({
    ...summary,
    highlights: z
      .object({ title: z.array(segment), excerpt: z.array(segment) })
      .optional()
      .describe('Only when you search: plain text in pieces.'),
  })
  .meta({ id: 'ArticleSummary', description: 'An article of the help center, without its text.' });

export const articleList = listing(articleSummary);

export const articleShape = z
  .object({
    ...summary,
    bodyMarkdown: z.string(),
    headings: z.array(z.object({ level: z.number(), id: z.string(), text: z.string() })),
    related: z.array(z.object(summary)),
    helpful: z.boolean().nullable().describe('What you said; null for nothing yet.'),
    helpfulCount: z.number().describe('Readers who found it helpful.'),
  })
  .meta({ id: 'Article', description: 'An article of the help center.' });

export const articlesQuery = listQuery.extend({
  query: searchWords().optional().describe('Words to search for; misspelled ones are understood.'),
  category: searchWords(60).optional(),
});

export const helpfulBody = z.strictObject({
  helpful: z.boolean('Say true or false.').describe('Whether the article helped you.'),
});

export const helpfulAnswer = z
  .object({ slug: z.string(), locale: z.string(), helpful: z.boolean() })
  .meta({ id: 'ArticleMark', description: 'What you said of an article.' });

/** Pages never refuse a query: what cannot be searched for finds nothing. */
export const pageQuery = z.object({
  query: z
    .string()
    .catch('')
    .transform((value) => value.replaceAll('\u0000', '').slice(0, 200)),
  cursor: pageCursor,
});

export const helpfulForm = z.strictObject({
  helpful: z.enum(['yes', 'no'], 'Choose yes or no.'),
});
