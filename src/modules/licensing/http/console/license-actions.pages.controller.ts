import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Staff } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { ExtendLicense } from '../../application/console/extend-license.js';
import { MoveLicense } from '../../application/console/move-license.js';
import { RenewLicense } from '../../application/renew-license.js';
import { reasonBody } from '../licenses.schemas.js';
import { extendForm, transferForm } from './console.schemas.js';
import { LicenseActionPages } from './license-action-pages.js';

const done = (id: string, key: string) => seeOther(`/admin/licenses/${id}`, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class LicenseActionsPagesController {
  constructor(
    private readonly pages: LicenseActionPages,
    private readonly renewLicense: RenewLicense,
    private readonly moveLicense: MoveLicense,
    private readonly extendLicense: ExtendLicense,
  ) {}

  @Get(':id/renew')
  renewal(@IdParam() id: string, @Req() request: Request) {
    return this.pages.renew(id, request);
  }

  @Post(':id/renew')
  async renew(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      reasonBody,
      body,
      async ({ reason }) => {
        await this.renewLicense.execute({ licenseId: id, reason });
        return done(id, 'console.flash.renewed');
      },
      (refusal) => this.pages.renew(id, request, refusal),
    );
  }

  @Get(':id/transfer')
  receiver(@IdParam() id: string, @Query() query: Record<string, unknown>, @Req() request: Request) {
    return this.pages.transfer(id, request, { asked: query, refusal: null });
  }

  @Post(':id/transfer')
  async transfer(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      transferForm,
      body,
      async ({ reason, ...typed }) => {
        const organizationId = typed.organizationId as OrganizationId;
        const newSerialNumber = typed.newSerialNumber !== undefined;
        await this.moveLicense.execute({ licenseId: id, organizationId, reason, newSerialNumber });
        return done(id, 'console.flash.transferred');
      },
      (refusal) => this.pages.transfer(id, request, { asked: refusal.values, refusal }),
    );
  }

  @Get(':id/extend')
  extension(@IdParam() id: string, @Req() request: Request) {
    return this.pages.extend(id, request);
  }

  @Post(':id/extend')
  async extend(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      extendForm,
      body,
      async ({ reason, ...own }) => {
        await this.extendLicense.execute({ licenseId: id, own, reason });
        return done(id, 'console.flash.extended');
      },
      (refusal) => this.pages.extend(id, request, refusal),
    );
  }
}
