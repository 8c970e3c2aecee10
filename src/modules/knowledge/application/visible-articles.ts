import { type Statement, sql } from '../../../platform/database/read-database.js';

/** An article as lists show it. */
export interface ArticleSummary {
  readonly id: string;
  readonly slug: string;
  /** Of this text; English where the reader's language has none. */
  readonly locale: string;
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly categoryName: string;
  /** A day, e.g. 2026-11-20. */
  readonly updatedOn: string;
}

/** The columns of a summary, of `a`. */
export const summaryColumns = sql`
  a.id, a.slug, a.locale, a.title, a.summary, a.category, a.category_name as "categoryName",
  to_char(a.updated_on, 'YYYY-MM-DD') as "updatedOn"`;

/** What readers of the locale see of `a`: published, in their language or else in English. */
export function visibleIn(locale: string): Statement {
  return sql`a.status = 'published' and (a.locale = ${locale} or (a.locale = 'en' and not exists (
    select 1 from knowledge.article own
    where own.slug = a.slug and own.locale = ${locale} and own.status = 'published')))`;
}

/** The text search configuration of a language; the same choice as in the generated column. */
export function searchConfiguration(locale: string): string {
  const configurations: Readonly<Record<string, string>> = { en: 'english', de: 'german' };
  return configurations[locale] ?? 'simple';
}
