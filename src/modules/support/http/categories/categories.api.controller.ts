import { Body, Controller, Get, Headers, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import { SignedIn, Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { versionIn } from '../../../../platform/http/if-match.js';
import { ShowCategories } from '../../application/categories/show-categories.js';
import { WriteCategory } from '../../application/categories/write-category.js';
import { categoryBody, categoryList, staffCategory, staffCategoryList } from './categories.schemas.js';

type Words = z.output<typeof categoryBody>;

@Controller('api/v1')
export class CategoriesApiController {
  constructor(
    private readonly shown: ShowCategories,
    private readonly write: WriteCategory,
  ) {}

  @Get('ticket-categories')
  @SignedIn('tickets.read')
  @Describe({
    summary: 'List what a request can be about',
    description: 'With the fields that each category asks for.',
    tag: 'Tickets',
    answer: categoryList,
    problems: [401, 403],
  })
  async open() {
    const categories = await this.shown.open();
    return { items: categories.map(({ id, name, kind, fields }) => ({ id, name, kind, fields })) };
  }

  @Get('staff/request-categories')
  @Staff('staff.settings')
  @Describe({
    summary: 'List categories of requests',
    tag: 'Staff',
    answer: staffCategoryList,
    problems: [401, 403],
  })
  async all() {
    return { items: await this.shown.all() };
  }

  @Post('staff/request-categories')
  @Staff('staff.settings')
  @Describe({
    summary: 'Add a category of requests',
    tag: 'Staff',
    status: 201,
    answer: staffCategory,
    problems: [401, 403],
  })
  async add(@Body({ schema: categoryBody }) words: Words) {
    return await this.shown.one(await this.write.add(words));
  }

  @Put('staff/request-categories/:id')
  @Staff('staff.settings')
  @Describe({
    summary: 'Change a category of requests',
    description: 'Requests keep what they answered. If-Match is the version that you read, in quotes.',
    tag: 'Staff',
    answer: staffCategory,
    problems: [401, 403, 404, 409],
  })
  async change(
    @IdParam() id: string,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: categoryBody }) words: Words,
  ) {
    await this.write.change({ id, version: versionIn(match), words });
    return await this.shown.one(id);
  }
}
