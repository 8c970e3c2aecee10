import { Injectable } from '@nestjs/common';
import { ListArticles } from './list-articles.js';
import { type ArticleHit, SearchArticles } from './search-articles.js';
import type { ArticleSummary } from './visible-articles.js';

export type { ArticleHit, ArticleSummary };

/** What other modules may ask of the help center. Articles live at `/help/articles/<slug>`. */
@Injectable()
export class Knowledge {
  constructor(
    private readonly search: SearchArticles,
    private readonly list: ListArticles,
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
}
