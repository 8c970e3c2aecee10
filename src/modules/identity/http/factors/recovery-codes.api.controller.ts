import { Controller, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { RenewRecoveryCodes } from '../../application/factors/renew-recovery-codes.js';
import { newRecoveryCodes } from './factors.schemas.js';

@Controller('api/v1/me/recovery-codes')
@AnyoneSignedIn()
export class RecoveryCodesApiController {
  constructor(private readonly renewCodes: RenewRecoveryCodes) {}

  @Post()
  @Important('change-second-factor')
  @Describe({
    summary: 'Make new recovery codes',
    description: 'The ones before stop working, and other sessions end.',
    tag: 'Account',
    answer: newRecoveryCodes,
    problems: [401, 403],
  })
  async renew(@Req() request: Request) {
    return { recoveryCodes: await this.renewCodes.execute(signedInOf(request)) };
  }
}
