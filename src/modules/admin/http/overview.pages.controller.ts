import { Controller, Get, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { page, seeOther } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowOverview } from '../application/show-overview.js';
import { overviewView } from './overview.views.js';

const search = z.object({ query: z.string().max(200).trim().catch('') });

@Controller('admin')
@Staff()
export class OverviewPagesController {
  constructor(
    private readonly overview: ShowOverview,
    private readonly readers: Readers,
  ) {}

  @Get()
  async home(@Req() request: Request) {
    const overview = await this.overview.execute(staffOf(request));
    return page('admin/overview', overviewView(overview, this.readers.of(request)));
  }

  /** The top bar's search: a reference leads to the inbox, everything else to the customers. */
  @Get('search')
  search(@Query({ schema: search }) { query }: z.output<typeof search>) {
    const words = encodeURIComponent(query.toWellFormed());
    return seeOther(
      /^r-\d+$/i.test(query) ? `/admin/tickets?view=all&query=${words}` : `/admin/customers?query=${words}`,
    );
  }
}
