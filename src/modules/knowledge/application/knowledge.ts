import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { ListArticles } from './list-articles.js';
import { type ArticleHit, SearchArticles } from './search-articles.js';
import { type ArticleSummary, visibleIn } from './visible-articles.js';

export type { ArticleHit, ArticleSummary };

/** All of an article, to be read elsewhere. `locale` is its own: English where the reader's language has none. */
export interface ArticleText {
  readonly slug: string;
  readonly locale: string;
  readonly title: string;
  readonly bodyMarkdown: string;
}

/** What other modules may ask of the help center. Articles live at `/help/articles/<slug>`. */
@Injectable()
export class Knowledge {
  constructor(
    private readonly search: SearchArticles,
    private readonly list: ListArticles,
    private readonly database: ReadDatabase,
  ) {}

  /** Articles that may answer the text, the best first; none for a text without words. */
  async suggest(query: string, locale: string, limit: number): Promise<readonly ArticleHit[]> {
    const { items } = await this.search.execute({ query, locale, limit });
    return items;
  }

  /** The articles to read first. */
  async featured(locale: string, limit: number): Promise<readonly ArticleSummary[]> {
    const { items } = await this.list.execute({ locale, limit });
    return items;
  }

  /** Every article that readers of the language see, in the order of their authors, at most 200. */
  async texts(locale: string): Promise<readonly ArticleText[]> {
    return this.database.many<ArticleText>(sql`
      select a.slug, a.locale, a.title, a.body_markdown as "bodyMarkdown" from knowledge.article a
      where ${visibleIn(locale)} order by a.sort_order, a.slug limit 200`);
  }
}
