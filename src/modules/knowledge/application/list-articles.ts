import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { decodeCursor, type Listing, pageOf } from '../../../platform/http/paging.js';
import { type ArticleSummary, summaryColumns, visibleIn } from './visible-articles.js';

export interface ArticleList {
  readonly locale: string;
  readonly category?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The articles that readers of a language see, in the order their authors gave them. */
@Injectable()
export class ListArticles {
  constructor(private readonly database: ReadDatabase) {}

  async execute({ locale, category, limit, cursor }: ArticleList): Promise<Listing<ArticleSummary>> {
    const after = decodeCursor(cursor);
    const key = sql`(lpad(a.sort_order::text, 10, '0') || a.slug) collate "C"`;
    const inCategory = category === undefined ? sql`` : sql`and a.category = ${category}`;
    const from = after ? sql`and (${key}, a.id) > (${after.key}, ${after.id}::uuid)` : sql``;
    const rows = await this.database.many<ArticleSummary & { key: string }>(sql`
      select ${summaryColumns}, ${key} as key from knowledge.article a
      where ${visibleIn(locale)} ${inCategory} ${from}
      order by ${key}, a.id limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.key);
    return { items: items.map(({ key: _, ...summary }) => summary), nextCursor };
  }
}
