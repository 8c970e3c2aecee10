import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { jsonBytes } from '../../../platform/database/json-bytes.js';
import { Article } from '../domain/article.js';
import { ArticleMark } from '../domain/article-mark.js';

/** One reader's opinion of one article. */
export interface Mark {
  readonly slug: string;
  readonly locale: string;
  readonly reader: string;
  readonly helpful: boolean;
  readonly markedAt: Date;
}

/** Articles and marks for commands. */
@Injectable()
export class ArticleRepository {
  constructor(private readonly em: EntityManager) {}

  /** Keeps other processes from publishing the shipped articles until this transaction ends. */
  async lock(): Promise<void> {
    await this.em.execute(`select pg_advisory_xact_lock(hashtextextended('knowledge.built-in', 0))`);
  }

  async all(): Promise<Article[]> {
    return this.em.find(Article, {});
  }

  /** The published article that readers of the locale see: theirs, or the English one; null when there is none. */
  async visible(slug: string, locale: string): Promise<Article | null> {
    const found = await this.em.find(Article, { slug, locale: { $in: [locale, 'en'] }, status: 'published' });
    return found.find((article) => article.locale === locale) ?? found[0] ?? null;
  }

  /** Stores the mark in place of the reader's earlier one, also when two arrive at once. */
  async mark(mark: Mark): Promise<void> {
    await this.em.upsert(
      ArticleMark,
      { id: newId<ArticleMark['id']>(), ...mark },
      { onConflictFields: ['slug', 'locale', 'reader'], onConflictExcludeFields: ['id'] },
    );
  }

  /** Replaces the words that the articles of a language are written with. */
  async replaceWords(locale: string, words: ReadonlyMap<string, number>): Promise<void> {
    await this.em.execute('delete from knowledge.word where locale = ?', [locale]);
    const entries = [...words].map(([word, articles]) => ({ word, articles }));
    await this.em.execute(
      `insert into knowledge.word (locale, word, articles)
       select ?, word, articles
       from json_to_recordset(convert_from(?, 'UTF8')::json) as w (word text, articles integer)`,
      [locale, jsonBytes(entries)],
    );
  }
}
