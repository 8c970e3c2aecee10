import { Controller, Get, Query, Req } from '@nestjs/common';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../../platform/http/paging.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowAdvisories } from '../../application/advisories/show-advisories.js';
import { advisoryAnswer, advisoryList, shownOf } from './advisories.schemas.js';

@Controller('api/v1/advisories')
@SignedIn('downloads.read')
export class AdvisoriesApiController {
  constructor(private readonly advisories: ShowAdvisories) {}

  @Get()
  @Describe({
    summary: 'List the advisories of your products',
    description: 'Newest first, each with the answer for every installation of yours.',
    tag: 'Downloads',
    answer: advisoryList,
    problems: [401, 403],
  })
  async list(@Query({ schema: listQuery }) query: ListQuery, @Req() request: Request) {
    const { items, nextCursor } = await this.advisories.list(customerOf(request), query);
    return { items: items.map(shownOf), nextCursor };
  }

  @Get(':id')
  @Describe({
    summary: 'Show an advisory and whether it affects you',
    tag: 'Downloads',
    answer: advisoryAnswer,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string, @Req() request: Request) {
    return shownOf(await this.advisories.one(customerOf(request), id));
  }
}
