import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import { nextHref } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListLicenses } from '../application/list-licenses.js';
import { NameOwners } from '../application/name-owners.js';
import { staffLicenseQuery } from './licenses.schemas.js';
import { licenseRows } from './licenses.views.js';
import { StaffLicensePage } from './staff-license-page.js';

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class LicensesStaffPagesController {
  constructor(
    private readonly listLicenses: ListLicenses,
    private readonly nameOwners: NameOwners,
    private readonly licensePage: StaffLicensePage,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Req() request: Request,
    @Query({ schema: staffLicenseQuery }) query: z.output<typeof staffLicenseQuery>,
  ) {
    const { items, nextCursor } = await this.listLicenses.forStaff(query);
    const { orderId, organizationId } = query;
    const owners = await this.nameOwners.execute(items);
    const licenses = licenseRows(items, '/admin/licenses', this.readers.of(request), owners);
    const next = nextHref('/admin/licenses', nextCursor, { orderId, organizationId });
    const filtered = orderId !== undefined || organizationId !== undefined;
    return page('licensing/staff-list', { licenses, nextHref: next, filtered });
  }

  @Get(':id')
  async show(@Req() request: Request, @IdParam() id: string) {
    return this.licensePage.show(id, request);
  }
}
