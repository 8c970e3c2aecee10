import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { RecoverWithCode } from '../../application/passwords/recover-with-code.js';
import { passwordByRecoveryCode } from '../account/account.schemas.js';
import { originOf } from '../signing-in/origin.js';

@Controller('api/v1/password-resets/recovery-code')
@Public()
export class RecoveryByCodeApiController {
  constructor(
    private readonly recover: RecoverWithCode,
    private readonly config: Config,
  ) {}

  @Post()
  @Describe({
    summary: 'Set a new password by a recovery code',
    description:
      'For whoever has no e-mail address. The code is used up, and all sessions end. Sign in afterwards. An unknown ' +
      'account and a wrong code are refused alike.',
    tag: 'Sign-in',
    status: 204,
    answer: null,
    problems: [401],
    open: true,
  })
  async set(
    @Body({ schema: passwordByRecoveryCode })
    { code, password, ...who }: z.output<typeof passwordByRecoveryCode>,
    @Req() request: Request,
  ) {
    await this.recover.execute({ who, code, password, origin: originOf(request, this.config) });
  }
}
