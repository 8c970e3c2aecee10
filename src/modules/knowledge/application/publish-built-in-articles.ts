import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SystemActor } from '../../../kernel/actor.js';
import { newId } from '../../../kernel/ids.js';
import { Article } from '../domain/article.js';
import { ArticleRepository } from '../persistence/article.repository.js';
import { BuiltInArticles } from './built-in-articles.js';

const wordsOf = /[\p{L}\p{N}]{3,60}/gu;

/** Brings the articles that ship with the portal into the help center. Doing it again changes nothing. */
@Injectable()
export class PublishBuiltInArticles {
  constructor(
    private readonly em: EntityManager,
    private readonly articles: ArticleRepository,
    private readonly builtIn: BuiltInArticles,
  ) {}

  /** @throws BrokenArticle when a shipped file cannot be read; then nothing changes */
  @Transactional()
  async execute(_actor: SystemActor): Promise<void> {
    await this.articles.lock();
    const known = await this.articles.all();
    const named = new Map(known.map((article) => [`${article.locale}/${article.slug}`, article]));
    for (const { slug, locale, content, hash } of await this.builtIn.read()) {
      const article = named.get(`${locale}/${slug}`);
      if (article) article.refresh(content, hash);
      else known.push(this.added(Article.builtIn(newId(), { slug, locale }, content, hash)));
    }
    for (const locale of new Set(known.map((article) => article.locale))) {
      await this.articles.replaceWords(
        locale,
        countWords(known.filter((article) => article.locale === locale)),
      );
    }
  }

  private added(article: Article): Article {
    this.em.persist(article);
    return article;
  }
}

function countWords(articles: readonly Article[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { title, summary, bodyText } of articles.filter(({ status }) => status === 'published')) {
    const words = `${title} ${summary} ${bodyText}`.normalize('NFC').toLowerCase().match(wordsOf) ?? [];
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
