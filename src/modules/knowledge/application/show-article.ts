import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { type Heading, headingsOf } from '../../../platform/views/markdown.js';
import type { ReaderKey } from './reader.js';
import { type ArticleSummary, summaryColumns, visibleIn } from './visible-articles.js';

/** An article to read. */
export interface ShownArticle extends ArticleSummary {
  readonly bodyMarkdown: string;
  /** In the order of the text; their ids are anchors in it. */
  readonly headings: readonly Heading[];
  /** Published and in the reader's language or English; never the article itself (row S2.22). */
  readonly related: readonly ArticleSummary[];
  /** What this reader said; null for nothing yet. */
  readonly marked: boolean | null;
  readonly helpfulCount: number;
}

type Row = Omit<ShownArticle, 'headings' | 'related'> & { readonly relatedSlugs: readonly string[] };

/** Opens an article in the reader's language, or in English where there is none. */
@Injectable()
export class ShowArticle {
  constructor(private readonly database: ReadDatabase) {}

  /** @throws NotFound when readers of the locale see no such article */
  async execute(slug: string, locale: string, reader: ReaderKey | null): Promise<ShownArticle> {
    const row = await this.database.one<Row>(sql`
      select ${summaryColumns}, a.body_markdown as "bodyMarkdown", a.related as "relatedSlugs",
        (select m.helpful from knowledge.article_mark m
          where m.slug = a.slug and m.locale = a.locale and m.reader = ${reader}) as marked,
        (select count(*) from knowledge.article_mark m
          where m.slug = a.slug and m.locale = a.locale and m.helpful) as "helpfulCount"
      from knowledge.article a where a.slug = ${slug} and ${visibleIn(locale)}`);
    if (!row) throw NotFound.of('article');
    const { relatedSlugs, ...article } = row;
    const related = await this.summaries(relatedSlugs, slug, locale);
    return { ...article, headings: headingsOf(article.bodyMarkdown), related };
  }

  private async summaries(
    slugs: readonly string[],
    except: string,
    locale: string,
  ): Promise<ArticleSummary[]> {
    const wanted = slugs.filter((slug) => slug !== except);
    if (wanted.length === 0) return [];
    return this.database.many<ArticleSummary>(sql`
      select ${summaryColumns} from knowledge.article a
      where a.slug = any(${wanted}::text[]) and ${visibleIn(locale)}
      order by array_position(${wanted}::text[], a.slug) limit 6`);
  }
}
