import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { NotFound } from '../../../kernel/errors.js';
import { ArticleRepository } from '../persistence/article.repository.js';
import type { ReaderKey } from './reader.js';

export interface ArticleMarking {
  readonly slug: string;
  /** Of the reader; the mark belongs to the article that is shown for it. */
  readonly locale: string;
  readonly helpful: boolean;
}

/** Says that an article helped, or did not. One mark per reader; the last one counts (row S2.32). */
@Injectable()
export class MarkArticle {
  constructor(
    readonly em: EntityManager,
    private readonly articles: ArticleRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when readers of the locale see no such article */
  @Transactional()
  async execute(reader: ReaderKey, marking: ArticleMarking): Promise<{ slug: string; locale: string }> {
    const article = await this.articles.visible(marking.slug, marking.locale);
    if (!article) throw NotFound.of('article');
    const { slug, locale } = article;
    await this.articles.mark({ slug, locale, reader, helpful: marking.helpful, markedAt: this.clock.now() });
    return { slug, locale };
  }
}
