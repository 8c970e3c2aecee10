import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import type { StaffActor } from '../../../kernel/actor.js';
import { Staff } from '../../../platform/http/access.js';
import { StaffMember } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import type { Request } from '../../../platform/http/request.js';
import { ListLicenses } from '../application/list-licenses.js';
import { NameOwners } from '../application/name-owners.js';
import { staffLicenseQuery } from './licenses.schemas.js';
import { licenseRows, nextHref } from './licenses.views.js';
import { StaffLicensePage } from './staff-license-page.js';

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class LicensesStaffPagesController {
  constructor(
    private readonly listLicenses: ListLicenses,
    private readonly nameOwners: NameOwners,
    private readonly licensePage: StaffLicensePage,
  ) {}

  @Get()
  async list(
    @StaffMember() actor: StaffActor,
    @Req() request: Request,
    @Query({ schema: staffLicenseQuery }) query: z.output<typeof staffLicenseQuery>,
  ) {
    const { items, nextCursor } = await this.listLicenses.forStaff(query);
    const { orderId, organizationId } = query;
    const owners = await this.nameOwners.execute(items);
    const licenses = licenseRows(items, '/admin/licenses', this.licensePage.reader(actor, request), owners);
    const next = nextHref('/admin/licenses', nextCursor, { orderId, organizationId });
    const filtered = orderId !== undefined || organizationId !== undefined;
    return page('licensing/staff-list', { licenses, nextHref: next, filtered });
  }

  @Get(':id')
  async show(@StaffMember() actor: StaffActor, @Req() request: Request, @IdParam() id: string) {
    return this.licensePage.show(id, actor, request);
  }
}
