import { ArrayType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id } from '../../../kernel/ids.js';

export type ArticleId = Id<'article'>;

/** Draft: only staff see it. Published: everybody, signed in or not. */
export type ArticleStatus = 'draft' | 'published';

/** What an article says, in one language. */
export interface ArticleContent {
  readonly title: string;
  readonly summary: string;
  /** The same in every language; part of the category's address. */
  readonly category: string;
  /** In the article's language. */
  readonly categoryName: string;
  readonly bodyMarkdown: string;
  /** The body without markup; what search reads. */
  readonly bodyText: string;
  /** The day its content was last checked, e.g. 2026-11-20. */
  readonly updatedOn: string;
  /** Lower comes first. */
  readonly sortOrder: number;
  /** Slugs of the articles to read next, the best one first. */
  readonly related: readonly string[];
}

/** One article of the help center in one language. Slug and locale together name it. */
@Entity({ schema: 'knowledge', tableName: 'article' })
export class Article extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: ArticleId;

  @Property({ type: 'text' })
  readonly slug!: string;

  /** BCP 47. */
  @Property({ type: 'text' })
  readonly locale!: string;

  @Property({ type: 'text' })
  readonly title!: string;

  @Property({ type: 'text' })
  readonly summary!: string;

  @Property({ type: 'text' })
  readonly category!: string;

  @Property({ type: 'text' })
  readonly categoryName!: string;

  @Property({ type: 'text' })
  readonly bodyMarkdown!: string;

  @Property({ type: 'text' })
  readonly bodyText!: string;

  @Property({ type: 'date' })
  readonly updatedOn!: string;

  @Property({ type: 'integer' })
  readonly sortOrder!: number;

  @Property({ type: ArrayType })
  readonly related!: readonly string[];

  @Property({ type: 'text' })
  readonly status!: ArticleStatus;

  /** Of the shipped file it came from; null once people edit it here. */
  @Property({ type: 'text', nullable: true })
  readonly sourceHash!: string | null;

  @Property({ version: true, type: 'integer' })
  readonly revision!: number;

  /** An article that ships with the portal; it is published at once. */
  static builtIn(
    id: ArticleId,
    name: { readonly slug: string; readonly locale: string },
    content: ArticleContent,
    sourceHash: string,
  ): Article {
    const article = new Article();
    change<Article>(article, { id, ...name, ...content, status: 'published', sourceHash });
    return article;
  }

  /** Takes over a newer shipped text, unless people edited the article here. */
  refresh(content: ArticleContent, sourceHash: string): void {
    if (this.sourceHash === null || this.sourceHash === sourceHash) return;
    change<Article>(this, { ...content, sourceHash });
  }
}
