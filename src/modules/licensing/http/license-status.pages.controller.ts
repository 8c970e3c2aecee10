import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../platform/http/access.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../platform/http/pages.js';
import type { Request } from '../../../platform/http/request.js';
import { ReinstateLicense } from '../application/reinstate-license.js';
import { RevokeLicense } from '../application/revoke-license.js';
import { SuspendLicense } from '../application/suspend-license.js';
import { reasonBody } from './licenses.schemas.js';
import { StaffLicensePage, type StatusVerb } from './staff-license-page.js';

interface ChangesStatus {
  execute(command: { readonly licenseId: string; readonly reason: string }): Promise<unknown>;
}

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class LicenseStatusPagesController {
  constructor(
    private readonly licensePage: StaffLicensePage,
    private readonly suspendLicense: SuspendLicense,
    private readonly reinstateLicense: ReinstateLicense,
    private readonly revokeLicense: RevokeLicense,
  ) {}

  @Post(':id/suspend')
  async suspend(@Req() request: Request, @IdParam() id: string, @Body() body: unknown) {
    return this.change({ id, request, body, useCase: this.suspendLicense, verb: 'suspend' });
  }

  @Post(':id/reinstate')
  async reinstate(@Req() request: Request, @IdParam() id: string, @Body() body: unknown) {
    return this.change({ id, request, body, useCase: this.reinstateLicense, verb: 'reinstate' });
  }

  @Post(':id/revoke')
  async revoke(@Req() request: Request, @IdParam() id: string, @Body() body: unknown) {
    return this.change({ id, request, body, useCase: this.revokeLicense, verb: 'revoke' });
  }

  private async change(form: {
    readonly id: string;
    readonly request: Request;
    readonly body: unknown;
    readonly useCase: ChangesStatus;
    readonly verb: StatusVerb;
  }) {
    const { id, request, body, useCase, verb } = form;
    return submit(
      reasonBody,
      body,
      async ({ reason }) => {
        await useCase.execute({ licenseId: id, reason });
        return seeOther(`/admin/licenses/${id}`, { kind: 'success', key: `licensing.flash.${verb}` });
      },
      (refusal) => this.licensePage.show(id, request, { verb, refusal }),
    );
  }
}
