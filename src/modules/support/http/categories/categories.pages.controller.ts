import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowCategories } from '../../application/categories/show-categories.js';
import { WriteCategory } from '../../application/categories/write-category.js';
import { categoryForm } from './categories.schemas.js';
import { categoriesView, categoryView } from './categories.views.js';

const path = '/admin/request-categories';
const saved = () => seeOther(path, { kind: 'success', key: 'support.flash.category' });

@Controller('admin/request-categories')
@Staff('staff.settings')
export class CategoriesPagesController {
  constructor(
    private readonly shown: ShowCategories,
    private readonly write: WriteCategory,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Req() request: Request) {
    return page('support/categories', categoriesView(path, await this.shown.all(), this.readers.of(request)));
  }

  @Get('new')
  async blank(@Req() request: Request) {
    return await this.form(request, null, null);
  }

  @Post()
  async add(@Body() body: unknown, @Req() request: Request) {
    return await submit(
      categoryForm,
      body,
      async ({ words }) => {
        await this.write.add(words);
        return saved();
      },
      (refusal) => this.form(request, null, refusal),
    );
  }

  @Get(':id')
  async one(@IdParam() id: string, @Req() request: Request) {
    return await this.form(request, id, null);
  }

  @Post(':id')
  async change(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      categoryForm,
      body,
      async ({ version, words }) => {
        await this.write.change({ id, version, words });
        return saved();
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  private async form(request: Request, id: string | null, refusal: Refusal | null) {
    const category = id === null ? null : await this.shown.one(id);
    return page('support/category', categoryView(path, { category, refusal }, this.readers.of(request)));
  }
}
