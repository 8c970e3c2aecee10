import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn, Public } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { SetFirstPassword } from '../../application/claims/set-first-password.js';
import { EndSessions } from '../../application/sessions/end-sessions.js';
import { RefreshSession } from '../../application/sessions/refresh-session.js';
import { tokensOf } from './sign-in.answers.js';
import { apiFace } from './sign-in.api.controller.js';
import { refresh, setPassword, tokens, tokensWithCodes } from './sign-in.schemas.js';

@Controller('api/v1')
@Public()
export class SignInStepsApiController {
  constructor(
    private readonly firstPassword: SetFirstPassword,
    private readonly refreshSession: RefreshSession,
    private readonly sessions: EndSessions,
  ) {}

  @Post('sign-in/set-password')
  @Describe({
    summary: 'Set the first password of a license',
    description:
      'Claims the license for whoever holds serial number and UID, signs in, and answers the recovery codes once.',
    tag: 'Sign-in',
    answer: tokensWithCodes,
    problems: [409, 410],
    open: true,
  })
  async setPassword(
    @Body({ schema: setPassword }) body: z.output<typeof setPassword>,
    @Req() request: Request,
  ) {
    const { session, recoveryCodes } = await this.firstPassword.execute({ ...body, face: apiFace(request) });
    return { ...tokensOf(session), recoveryCodes };
  }

  @Post('sign-in/refresh')
  @Describe({
    summary: 'Exchange the refresh token',
    description:
      'Each refresh token works once. Using one twice ends the session, because a copy of it is about.',
    tag: 'Sign-in',
    answer: tokens,
    problems: [401],
    open: true,
  })
  async refresh(@Body({ schema: refresh }) body: z.output<typeof refresh>) {
    return tokensOf(await this.refreshSession.execute(body.refreshToken));
  }

  @Post('sign-out')
  @AnyoneSignedIn()
  @Describe({
    summary: 'Sign out',
    description: 'Ends the session; its access and refresh tokens stop working at once.',
    tag: 'Sign-in',
    status: 204,
    answer: null,
  })
  async signOut(@Req() request: Request): Promise<void> {
    await this.sessions.execute(signedInOf(request), 'this');
  }
}
