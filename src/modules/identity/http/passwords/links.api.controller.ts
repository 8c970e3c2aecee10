import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { AcceptInvitation } from '../../application/organizations/accept-invitation.js';
import { RequestPasswordReset } from '../../application/passwords/request-password-reset.js';
import { ResetPassword } from '../../application/passwords/reset-password.js';
import { invitationByLink, passwordByLink, resetRequest } from '../account/account.schemas.js';
import { InvitationMerging } from '../organizations/invitation-merging.js';
import { originOf } from '../signing-in/origin.js';
import { tokensOrStep } from '../signing-in/sign-in.answers.js';
import { apiFace } from '../signing-in/sign-in.api.controller.js';
import { tokensOrMfa } from '../signing-in/sign-in.schemas.js';

@Controller('api/v1')
@Public()
export class LinksApiController {
  constructor(
    private readonly requestReset: RequestPasswordReset,
    private readonly reset: ResetPassword,
    private readonly invitation: AcceptInvitation,
    private readonly merging: InvitationMerging,
    private readonly config: Config,
  ) {}

  @Post('password-resets')
  @Describe({
    summary: 'Ask for a new password',
    description:
      'The answer is the same whether an account is meant or not; the mail goes to its stored address.',
    tag: 'Sign-in',
    status: 202,
    answer: null,
    open: true,
  })
  async ask(@Body({ schema: resetRequest }) body: z.output<typeof resetRequest>, @Req() request: Request) {
    await this.requestReset.execute(body, originOf(request, this.config));
  }

  @Post('password-resets/confirm')
  @Describe({
    summary: 'Set a new password by the mailed link',
    description: 'Ends all sessions and voids all other reset links. Sign in afterwards.',
    tag: 'Sign-in',
    status: 204,
    answer: null,
    problems: [410],
    open: true,
  })
  async confirm(
    @Body({ schema: passwordByLink }) body: z.output<typeof passwordByLink>,
    @Req() request: Request,
  ) {
    await this.reset.execute({ ...body, origin: originOf(request, this.config) });
  }

  @Post('invitations/accept')
  @Describe({
    summary: 'Accept an invitation',
    description:
      'A new person sets a password; somebody with an account gives the password of it. ' +
      'Who is signed in as a key holder may merge that account with it.',
    tag: 'Sign-in',
    answer: tokensOrMfa,
    problems: [401, 403, 409, 410],
    open: true,
  })
  async accept(
    @Body({ schema: invitationByLink }) body: z.output<typeof invitationByLink>,
    @Req() request: Request,
  ) {
    const origin = originOf(request, this.config);
    const { accounts, ...given } = body;
    const mergeId = await this.merging.mergeId(request, accounts);
    const face = apiFace(request);
    return tokensOrStep(await this.invitation.execute({ ...given, origin, face, mergeId }));
  }
}
