import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowStatus } from '../../application/incidents/show-status.js';
import { statusAddress } from './status.schemas.js';
import { statusView } from './status.views.js';

@ApiExcludeController()
@Controller('status')
@SignedIn()
export class StatusPagesController {
  constructor(
    private readonly status: ShowStatus,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Query({ schema: statusAddress }) asked: z.output<typeof statusAddress>,
    @Req() request: Request,
  ) {
    const [listing, products] = await Promise.all([
      this.status.list(customerOf(request), { ...asked, limit: 25 }),
      this.status.products(),
    ]);
    return page('support/status', statusView(listing, { products, asked }, this.readers.of(request)));
  }
}
