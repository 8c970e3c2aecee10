import { Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { RenewRecoveryCodes } from '../../application/factors/renew-recovery-codes.js';
import { ShowFactors } from '../../application/factors/show-factors.js';
import { newCodesView } from './factors.views.js';

@Controller('account/recovery-codes')
@AnyoneSignedIn()
export class RecoveryCodesPagesController {
  constructor(
    private readonly factors: ShowFactors,
    private readonly renewCodes: RenewRecoveryCodes,
  ) {}

  @Get()
  async show(@Req() request: Request) {
    const { recoveryCodesLeft: left } = await this.factors.execute(signedInOf(request));
    return page('identity/renew-recovery-codes', { left });
  }

  @Post()
  @Important('change-second-factor')
  async renew(@Req() request: Request) {
    const actor = signedInOf(request);
    return page('identity/new-recovery-codes', newCodesView(await this.renewCodes.execute(actor), actor));
  }
}
