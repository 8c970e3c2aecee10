import { Body, Controller, Get, Param, Put, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Unauthenticated } from '../../../kernel/errors.js';
import { AnyoneSignedIn, Public } from '../../../platform/http/access.js';
import { Describe } from '../../../platform/http/describe.js';
import type { Request } from '../../../platform/http/request.js';
import { ListArticles } from '../application/list-articles.js';
import { MarkArticle } from '../application/mark-article.js';
import { readerOf } from '../application/reader.js';
import { SearchArticles } from '../application/search-articles.js';
import { ShowArticle } from '../application/show-article.js';
import { articleList, articleShape, articlesQuery, helpfulAnswer, helpfulBody } from './articles.schemas.js';

@Controller('api/v1/articles')
export class ArticlesApiController {
  constructor(
    private readonly list: ListArticles,
    private readonly search: SearchArticles,
    private readonly show: ShowArticle,
    private readonly mark: MarkArticle,
  ) {}

  @Get()
  @Public()
  @Describe({
    summary: 'List or search help articles',
    description:
      'With a query: the best first, misspelled and begun words included, with the places found. Without: in reading order.',
    tag: 'Help',
    answer: articleList,
    open: true,
  })
  async articles(
    @Query({ schema: articlesQuery }) query: z.output<typeof articlesQuery>,
    @Req() { locale }: Request,
  ) {
    const { query: words, category, limit, cursor } = query;
    if (words === undefined || words.trim() === '')
      return this.list.execute({ locale, category, limit, cursor });
    const { items, nextCursor } = await this.search.execute({
      query: words,
      locale,
      category,
      limit,
      cursor,
    });
    return { items, nextCursor };
  }

  @Get(':slug')
  @Public()
  @Describe({
    summary: 'Read a help article',
    tag: 'Help',
    answer: articleShape,
    problems: [404],
    open: true,
  })
  async article(@Param('slug') slug: string, @Req() request: Request) {
    const { marked, ...article } = await this.show.execute(
      slug,
      request.locale,
      readerOf(request.actor, null),
    );
    return { ...article, helpful: marked };
  }

  @Put(':slug/helpful')
  @AnyoneSignedIn('allowed')
  @Describe({
    summary: 'Say whether an article helped',
    description: 'One mark per reader; the last one counts.',
    tag: 'Help',
    answer: helpfulAnswer,
    problems: [401, 404],
  })
  async helpful(
    @Param('slug') slug: string,
    @Body({ schema: helpfulBody }) { helpful }: z.output<typeof helpfulBody>,
    @Req() { actor, locale }: Request,
  ) {
    const reader = readerOf(actor, null);
    if (!reader) throw new Unauthenticated('Sign in to continue.');
    return { ...(await this.mark.execute(reader, { slug, locale, helpful })), helpful };
  }
}
