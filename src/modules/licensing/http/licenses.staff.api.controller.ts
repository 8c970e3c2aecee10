import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import type { ChangedStatus } from '../application/changed-status.js';
import { SearchLicenses } from '../application/console/search-licenses.js';
import { ReinstateLicense } from '../application/reinstate-license.js';
import { RevokeLicense } from '../application/revoke-license.js';
import { ShowLicense } from '../application/show-license.js';
import { SuspendLicense } from '../application/suspend-license.js';
import { searchQuery } from './console/console.schemas.js';
import {
  changedStatus,
  reasonBody,
  staffLicense,
  staffLicenseAnswer,
  staffLicenseList,
  staffListedLicenseAnswer,
} from './licenses.schemas.js';

const changed = (status: ChangedStatus) => ({
  ...status,
  statusChangedAt: status.statusChangedAt.toISOString(),
});

type ReasonBody = z.output<typeof reasonBody>;

@Controller('api/v1/staff/licenses')
@Staff('staff.licenses')
export class LicensesStaffApiController {
  constructor(
    private readonly searchLicenses: SearchLicenses,
    private readonly showLicense: ShowLicense,
    private readonly suspendLicense: SuspendLicense,
    private readonly reinstateLicense: ReinstateLicense,
    private readonly revokeLicense: RevokeLicense,
  ) {}

  @Get()
  @Describe({ summary: 'Search all licenses', tag: 'Staff', answer: staffLicenseList, problems: [401, 403] })
  async list(@Query({ schema: searchQuery }) query: z.output<typeof searchQuery>) {
    const { items, nextCursor } = await this.searchLicenses.execute(query);
    return { items: items.map(staffListedLicenseAnswer), nextCursor };
  }

  @Get(':id')
  @Describe({ summary: 'Show any license', tag: 'Staff', answer: staffLicense, problems: [401, 403, 404] })
  async show(@IdParam() id: string) {
    return staffLicenseAnswer(await this.showLicense.forStaff(id));
  }

  @Post(':id/suspend')
  @Describe({
    summary: 'Suspend a license',
    tag: 'Staff',
    answer: changedStatus,
    problems: [401, 403, 404, 409],
  })
  async suspend(@IdParam() licenseId: string, @Body({ schema: reasonBody }) { reason }: ReasonBody) {
    return changed(await this.suspendLicense.execute({ licenseId, reason }));
  }

  @Post(':id/reinstate')
  @Describe({
    summary: 'Reinstate a license',
    tag: 'Staff',
    answer: changedStatus,
    problems: [401, 403, 404, 409],
  })
  async reinstate(@IdParam() licenseId: string, @Body({ schema: reasonBody }) { reason }: ReasonBody) {
    return changed(await this.reinstateLicense.execute({ licenseId, reason }));
  }

  @Post(':id/revoke')
  @Describe({
    summary: 'Revoke a license',
    tag: 'Staff',
    answer: changedStatus,
    problems: [401, 403, 404, 409],
  })
  async revoke(@IdParam() licenseId: string, @Body({ schema: reasonBody }) { reason }: ReasonBody) {
    return changed(await this.revokeLicense.execute({ licenseId, reason }));
  }
}
