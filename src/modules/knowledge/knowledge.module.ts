import { Global, Module } from '@nestjs/common';
import { BuiltInArticles } from './application/built-in-articles.js';
import { Knowledge } from './application/knowledge.js';
import { ListArticles } from './application/list-articles.js';
import { MarkArticle } from './application/mark-article.js';
import { PublishBuiltInArticles } from './application/publish-built-in-articles.js';
import { SearchArticles } from './application/search-articles.js';
import { ShowArticle } from './application/show-article.js';
import { Article } from './domain/article.js';
import { ArticleMark } from './domain/article-mark.js';
import { ArticlesApiController } from './http/articles.api.controller.js';
import { HelpPagesController } from './http/help.pages.controller.js';
import { ArticleRepository } from './persistence/article.repository.js';

export const knowledgeEntities = [Article, ArticleMark];

/** The help center: articles, search, helpful marks. Global, because other modules ask its facade. */
@Global()
@Module({
  controllers: [ArticlesApiController, HelpPagesController],
  providers: [
    ArticleRepository,
    BuiltInArticles,
    Knowledge,
    ListArticles,
    MarkArticle,
    PublishBuiltInArticles,
    SearchArticles,
    ShowArticle,
  ],
  exports: [Knowledge, PublishBuiltInArticles],
})
export class KnowledgeModule {}
