import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CustomerActor } from '../../../kernel/actor.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { page } from '../../../platform/http/pages.js';
import { nextHref } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListLicenses } from '../application/list-licenses.js';
import { licenseQuery } from './licenses.schemas.js';
import { licenseRows } from './licenses.views.js';

@ApiExcludeController()
@Controller('licenses')
@SignedIn('licenses.read')
export class LicensesPagesController {
  constructor(
    private readonly listLicenses: ListLicenses,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Customer() actor: CustomerActor,
    @Req() request: Request,
    @Query({ schema: licenseQuery }) query: z.output<typeof licenseQuery>,
  ) {
    const { items, nextCursor } = await this.listLicenses.execute(actor, query);
    const { orderId } = query;
    const licenses = licenseRows(items, '/licenses', this.readers.of(request));
    const next = nextHref('/licenses', nextCursor, { orderId });
    return page('licensing/list', { licenses, nextHref: next, filtered: orderId !== undefined });
  }
}
