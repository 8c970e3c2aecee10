import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import type { Face } from '../../application/sessions/open-session.js';
import { CompleteFirstFactor } from '../../application/signing-in/complete-first-factor.js';
import { SignInAfterSerial } from '../../application/signing-in/sign-in-after-serial.js';
import { StartSerialSignIn } from '../../application/signing-in/start-serial-sign-in.js';
import { originOf } from './origin.js';
import { PasswordStrategy } from './password.strategy.js';
import { tokensOrStep } from './sign-in.answers.js';
import { nextStep, passwordSignIn, serialSignIn, tokensOrNext } from './sign-in.schemas.js';

export const apiFace = (request: Request): Face => ({
  kind: 'api',
  userAgent: request.headers['user-agent'] ?? null,
});

@Controller('api/v1/sign-in')
@Public()
export class SignInApiController {
  constructor(
    private readonly serial: StartSerialSignIn,
    private readonly passwords: PasswordStrategy,
    private readonly complete: CompleteFirstFactor,
    private readonly afterSerial: SignInAfterSerial,
    private readonly config: Config,
  ) {}

  @Post('serial')
  @Describe({
    summary: 'Start with serial number and UID',
    description: 'Answers which step comes next: the first password of this license, or its password.',
    tag: 'Sign-in',
    answer: nextStep,
    problems: [401],
    open: true,
  })
  async start(@Body({ schema: serialSignIn }) body: z.output<typeof serialSignIn>, @Req() request: Request) {
    return this.serial.execute({ ...body, origin: originOf(request, this.config) });
  }

  @Post('password')
  @Describe({
    summary: 'Sign in with a password',
    description: 'With the ticket of serial number and UID, or with an e-mail address or username.',
    tag: 'Sign-in',
    answer: tokensOrNext,
    problems: [401, 410],
    open: true,
  })
  async password(
    @Body({ schema: passwordSignIn }) body: z.output<typeof passwordSignIn>,
    @Req() request: Request,
  ) {
    const origin = originOf(request, this.config);
    const face = apiFace(request);
    if ('ticket' in body) return tokensOrStep(await this.afterSerial.execute({ ...body, origin, face }));
    const holder = await this.passwords.check({ ...body, origin });
    if ('invitationToken' in holder)
      return { next: 'accept-invitation' as const, token: holder.invitationToken };
    const { slug = null } = body;
    return tokensOrStep(await this.complete.execute({ holder, face: { ...face, slug } }));
  }
}
