import { Body, Controller, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { ExtendLicense } from '../../application/console/extend-license.js';
import { IssueLicenses } from '../../application/console/issue-licenses.js';
import { MoveLicense } from '../../application/console/move-license.js';
import { ShowLicenseTerms } from '../../application/console/show-license-terms.js';
import { RenewLicense } from '../../application/renew-license.js';
import { reasonBody } from '../licenses.schemas.js';
import {
  extendBody,
  extendedAnswer,
  issueBody,
  issuedAnswer,
  renewalAnswer,
  renewedAnswer,
  transferBody,
  transferredAnswer,
} from './console.schemas.js';

const dates = (term: { readonly expiresAt: Date | null; readonly maintenanceEndsAt: Date }) => ({
  expiresAt: term.expiresAt?.toISOString() ?? null,
  maintenanceEndsAt: term.maintenanceEndsAt.toISOString(),
});

@Controller('api/v1/staff/licenses')
@Staff('staff.licenses')
export class LicenseActionsApiController {
  constructor(
    private readonly issueLicenses: IssueLicenses,
    private readonly showTerms: ShowLicenseTerms,
    private readonly renewLicense: RenewLicense,
    private readonly moveLicense: MoveLicense,
    private readonly extendLicense: ExtendLicense,
  ) {}

  @Post()
  @Describe({
    summary: 'Issue licenses',
    description: 'Gives an organization 1 to 100 licenses of a product or an edition, without an order.',
    tag: 'Staff',
    status: 201,
    answer: issuedAnswer,
    problems: [401, 403],
  })
  async issue(@Body({ schema: issueBody }) body: z.output<typeof issueBody>) {
    const { organizationId, sku, count, reason, expiresAt } = body;
    const terms = { reason, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
    const of = { organizationId: organizationId as OrganizationId, sku, count, terms };
    const issued = await this.issueLicenses.execute(of);
    return { items: issued.map(({ licenseId, serialNumber }) => ({ id: licenseId, serialNumber })) };
  }

  @Get(':id/renewal')
  @Describe({
    summary: 'Preview the renewal of a license',
    tag: 'Staff',
    answer: renewalAnswer,
    problems: [401, 403, 404],
  })
  async renewal(@IdParam() licenseId: string) {
    const terms = await this.showTerms.execute(licenseId);
    return { ...dates(terms), renewed: terms.renewed && dates(terms.renewed) };
  }

  @Post(':id/renew')
  @Describe({
    summary: 'Renew a license',
    description: 'Adds another term, as its policy says.',
    tag: 'Staff',
    answer: renewedAnswer,
    problems: [401, 403, 404, 409],
  })
  async renew(
    @IdParam() licenseId: string,
    @Body({ schema: reasonBody }) { reason }: z.output<typeof reasonBody>,
  ) {
    return { id: licenseId, ...dates(await this.renewLicense.execute({ licenseId, reason })) };
  }

  @Post(':id/transfer')
  @Describe({
    summary: 'Transfer a license',
    description:
      'Gives it to another organization. The machines of the old one lose their places, and unless told otherwise its serial number is nobody’s then.',
    tag: 'Staff',
    answer: transferredAnswer,
    problems: [401, 403, 404, 409],
  })
  async transfer(
    @IdParam() licenseId: string,
    @Body({ schema: transferBody }) body: z.output<typeof transferBody>,
  ) {
    const organizationId = body.organizationId as OrganizationId;
    const serialNumber = await this.moveLicense.execute({ ...body, licenseId, organizationId });
    return { id: licenseId, organizationId, serialNumber };
  }

  @Post(':id/extend')
  @Describe({
    summary: 'Extend a license',
    description: 'Gives it machines and features of its own, beside its policy.',
    tag: 'Staff',
    answer: extendedAnswer,
    problems: [401, 403, 404, 409],
  })
  async extend(
    @IdParam() licenseId: string,
    @Body({ schema: extendBody }) { reason, ...own }: z.output<typeof extendBody>,
  ) {
    return { id: licenseId, ...(await this.extendLicense.execute({ licenseId, own, reason })) };
  }
}
