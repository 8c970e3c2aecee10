import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { AnyoneSignedIn, Important, Public } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { ConfirmEmail } from '../../application/account/confirm-email.js';
import { RequestEmail } from '../../application/account/request-email.js';
import { ChangePassword } from '../../application/passwords/change-password.js';
import { originOf } from '../signing-in/origin.js';
import { emailChange, passwordChange, tokenOnly } from './account.schemas.js';

@Controller('api/v1/me')
@AnyoneSignedIn()
export class MyCredentialsApiController {
  constructor(
    private readonly changePassword: ChangePassword,
    private readonly requestEmail: RequestEmail,
    private readonly confirmEmail: ConfirmEmail,
    private readonly config: Config,
  ) {}

  @Post('password')
  @Important('change-password')
  @Describe({
    summary: 'Change your password',
    description: 'Ends your other sessions. A notice goes to your e-mail address.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403],
  })
  async password(
    @Body({ schema: passwordChange }) body: z.output<typeof passwordChange>,
    @Req() request: Request,
  ) {
    await this.changePassword.execute(signedInOf(request), {
      ...body,
      origin: originOf(request, this.config),
    });
  }

  @Post('email')
  @Important('change-email')
  @Describe({
    summary: 'Change your e-mail address',
    description:
      'A link goes to the new address, a notice to the old one. The change counts once the link is used.',
    tag: 'Account',
    status: 202,
    answer: null,
    problems: [401, 403],
  })
  async email(@Body({ schema: emailChange }) body: z.output<typeof emailChange>, @Req() request: Request) {
    await this.requestEmail.execute(signedInOf(request), body.email);
  }

  @Post('email/confirm')
  @Public()
  @Describe({
    summary: 'Confirm your e-mail address',
    description: 'By the token of the link that was mailed to it.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [409, 410],
    open: true,
  })
  async confirm(@Body({ schema: tokenOnly }) body: z.output<typeof tokenOnly>) {
    await this.confirmEmail.execute(body.token);
  }
}
