import { Injectable } from '@nestjs/common';
import { searchTerms } from '../../../kernel/search-terms.js';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { decodeCursor, type Listing, pageOf } from '../../../platform/http/paging.js';
import { markEnd, markStart, type Segment, segmentsOf } from '../domain/highlight.js';
import { nearestWord } from '../domain/spelling.js';
import { type Term, tsquery } from '../domain/tsquery.js';
import { type ArticleSummary, searchConfiguration, summaryColumns, visibleIn } from './visible-articles.js';

/** What was found, and where; the texts are cut into pieces, never HTML. */
export interface ArticleHit extends ArticleSummary {
  readonly highlights: { readonly title: readonly Segment[]; readonly excerpt: readonly Segment[] };
}

export interface ArticleSearch {
  readonly query: string;
  readonly locale: string;
  readonly category?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of hits, and the query as it was understood when typing errors were mended; null when none were. */
export interface ArticleHits extends Listing<ArticleHit> {
  readonly corrected: string | null;
}

type HitRow = ArticleSummary & { key: string; headTitle: string; headBody: string };

const marks = `StartSel="${markStart}", StopSel="${markEnd}"`;
const titleOptions = `${marks}, HighlightAll=true`;
const bodyOptions = `${marks}, MaxFragments=2, MaxWords=26, MinWords=10, FragmentDelimiter=" … "`;

/**
 * Finds articles by words, begun words and misspelled words: best first, every term before some terms, and what readers
 * found helpful before what they did not (rows KN-2, KN-3).
 */
@Injectable()
export class SearchArticles {
  constructor(private readonly database: ReadDatabase) {}

  async execute(search: ArticleSearch): Promise<ArticleHits> {
    const after = decodeCursor(search.cursor);
    const typed = searchTerms(search.query);
    if (typed.length === 0) return { items: [], nextCursor: null, corrected: null };
    const terms = await this.understood(typed, search.locale);
    const rows = await this.database.many<HitRow>(hits(search, terms, after));
    const { items, nextCursor } = pageOf(rows, search.limit, ({ key }) => key);
    return { items: items.map(hitOf), nextCursor, corrected: correction(terms) };
  }

  private async understood(typed: readonly string[], locale: string): Promise<Term[]> {
    const rows = await this.database.many<{ term: string; candidates: string[] }>(sql`
      select t.term, array(
        select w.word from knowledge.word w
        where w.locale in (${locale}, 'en') and (w.word like t.term || '%' or w.word % t.term)
        order by w.word = t.term desc, similarity(w.word, t.term) desc, w.articles desc, w.word limit 12) as candidates
      from unnest(${[...typed]}::text[]) with ordinality as t (term, position) order by t.position`);
    return rows.map(({ term, candidates }) => ({ typed: term, nearest: nearestWord(term, candidates) }));
  }
}

function hits(
  search: ArticleSearch,
  terms: readonly Term[],
  after: { key: string; id: string } | null,
): Statement {
  const { locale, category, limit } = search;
  const from = after
    ? sql`and (ranked.key collate "C", ranked.id) > (${after.key}, ${after.id}::uuid)`
    : sql``;
  return sql`
    select ${summaryColumns}, a.key,
      ts_headline(a.config, a.title, a.either, ${titleOptions}) as "headTitle",
      ts_headline(a.config, a.body_text, a.either, ${bodyOptions}) as "headBody"
    from (
      select * from (${scored(locale, category, terms)}) ranked
      where true ${from} order by ranked.key collate "C", ranked.id limit ${limit + 1}
    ) a order by a.key collate "C", a.id`;
}

// The key sorts as text, best first, so that it fits the cursor of every list.
function scored(locale: string, category: string | undefined, terms: readonly Term[]): Statement {
  const every = tsquery(terms, '&');
  const either = tsquery(terms, '|');
  const own = searchConfiguration(locale);
  const inCategory = category === undefined ? sql`` : sql`and a.category = ${category}`;
  return sql`
    select a.*, q.config, q.either, lpad(round((100 - (
        (a.search @@ q.every)::int + ts_rank(a.search, q.either)) * (1 + 0.5 * m.balance)
      )::numeric * 1000000)::text, 10, '0') as key
    from knowledge.article a
    join (
      select ${locale}::text as locale, ${own}::regconfig as config,
        to_tsquery(${own}::regconfig, ${every}) as every, to_tsquery(${own}::regconfig, ${either}) as either
      union all
      select 'en', 'english', to_tsquery('english', ${every}), to_tsquery('english', ${either})
      where ${locale}::text <> 'en'
    ) q on q.locale = a.locale
    cross join lateral (
      select coalesce(sum(case when helpful then 1.0 else -1.0 end) / (count(*) + 4), 0) as balance
      from knowledge.article_mark k where k.slug = a.slug and k.locale = a.locale
    ) m
    where ${visibleIn(locale)} ${inCategory} and a.search @@ q.either`;
}

function hitOf({ headTitle, headBody, key: _, ...summary }: HitRow): ArticleHit {
  return { ...summary, highlights: { title: segmentsOf(headTitle), excerpt: segmentsOf(headBody) } };
}

function correction(terms: readonly Term[]): string | null {
  const mended = terms.some(({ typed, nearest }) => nearest !== null && !nearest.startsWith(typed));
  return mended ? terms.map(({ typed, nearest }) => nearest ?? typed).join(' ') : null;
}
