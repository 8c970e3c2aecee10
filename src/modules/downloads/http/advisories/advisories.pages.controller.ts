import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowAdvisories } from '../../application/advisories/show-advisories.js';
import { cursorQuery } from './advisories.schemas.js';
import { advisoriesView, advisoryView } from './advisories.views.js';

@ApiExcludeController()
@Controller('downloads/advisories')
@SignedIn('downloads.read')
export class AdvisoriesPagesController {
  constructor(
    private readonly advisories: ShowAdvisories,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Query({ schema: cursorQuery }) { cursor }: z.output<typeof cursorQuery>,
    @Req() request: Request,
  ) {
    const found = await this.advisories.list(customerOf(request), { limit: 25, cursor });
    return page('downloads/advisories', advisoriesView(found, this.readers.of(request)));
  }

  @Get(':id')
  async one(@IdParam() id: string, @Req() request: Request) {
    const advisory = await this.advisories.one(customerOf(request), id);
    return page('downloads/advisory', advisoryView(advisory, this.readers.of(request)));
  }
}
