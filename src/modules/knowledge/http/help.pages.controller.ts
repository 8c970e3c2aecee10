import { Body, Controller, Get, Header, Param, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { NotFound, Unauthenticated } from '../../../kernel/errors.js';
import { Public } from '../../../platform/http/access.js';
import { page, seeOther, submit } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListArticles } from '../application/list-articles.js';
import { MarkArticle } from '../application/mark-article.js';
import { readerOf } from '../application/reader.js';
import { SearchArticles } from '../application/search-articles.js';
import { ShowArticle } from '../application/show-article.js';
import { helpfulForm, pageQuery } from './articles.schemas.js';
import { articleView, categoryView, helpHomeView, searchView, suggestionsView } from './help.views.js';

type PageQuery = z.output<typeof pageQuery>;

/** The help center, also for readers who are not signed in. */
@Controller('help')
@Public()
export class HelpPagesController {
  constructor(
    private readonly list: ListArticles,
    private readonly search: SearchArticles,
    private readonly show: ShowArticle,
    private readonly mark: MarkArticle,
    private readonly readers: Readers,
  ) {}

  @Get()
  async home(@Req() request: Request) {
    const { items } = await this.list.execute({ locale: request.locale, limit: 100 });
    return page('knowledge/home', helpHomeView(items, this.readers.of(request)));
  }

  @Get('search')
  async results(@Query({ schema: pageQuery }) { query, cursor }: PageQuery, @Req() request: Request) {
    const hits = await this.search.execute({ query, locale: request.locale, limit: 20, cursor });
    return page('knowledge/search', searchView(query, hits, this.readers.of(request)));
  }

  @Get('suggestions')
  @Header('cache-control', 'no-store')
  async suggestions(@Query({ schema: pageQuery }) { query }: PageQuery, @Req() request: Request) {
    const { items } = await this.search.execute({ query, locale: request.locale, limit: 6 });
    return suggestionsView(query, items, this.readers.of(request));
  }

  @Get('categories/:category')
  async category(@Param('category') category: string, @Req() request: Request) {
    const { items } = await this.list.execute({ locale: request.locale, category, limit: 100 });
    if (items.length === 0) throw NotFound.of('category');
    return page('knowledge/category', categoryView(items, this.readers.of(request)));
  }

  @Get('articles/:slug')
  article(@Param('slug') slug: string, @Req() request: Request) {
    return this.articlePage(slug, request);
  }

  @Post('articles/:slug/helpful')
  helpful(@Param('slug') slug: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      helpfulForm,
      body,
      async ({ helpful }) => {
        const reader = readerOf(request.actor, request.visitor);
        if (!reader) throw new Unauthenticated('Your browser must accept cookies from this site.');
        await this.mark.execute(reader, { slug, locale: request.locale, helpful: helpful === 'yes' });
        return seeOther(`/help/articles/${encodeURIComponent(slug)}#helpful`);
      },
      () => this.articlePage(slug, request),
    );
  }

  private async articlePage(slug: string, request: Request) {
    const article = await this.show.execute(slug, request.locale, readerOf(request.actor, request.visitor));
    return page('knowledge/article', articleView(article, this.readers.of(request)));
  }
}
