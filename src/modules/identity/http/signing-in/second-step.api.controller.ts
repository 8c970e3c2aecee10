import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { EnterSecondFactor } from '../../application/signing-in/enter-second-factor.js';
import { ShowSecondStep } from '../../application/signing-in/show-second-step.js';
import { originOf } from './origin.js';
import { tokensOf } from './sign-in.answers.js';
import { apiFace } from './sign-in.api.controller.js';
import { mfaSignIn, secondStepOf, secondStepOffer, tokens } from './sign-in.schemas.js';

@Controller('api/v1/sign-in/mfa')
@Public()
export class SecondStepApiController {
  constructor(
    private readonly secondFactor: EnterSecondFactor,
    private readonly step: ShowSecondStep,
    private readonly config: Config,
  ) {}

  @Post('options')
  @Describe({
    summary: 'See how the second step can be given',
    description: 'With the ticket that the password answered: a code, a passkey with its options, or both.',
    tag: 'Sign-in',
    answer: secondStepOffer,
    problems: [410],
    open: true,
  })
  options(@Body({ schema: secondStepOf }) { ticket }: z.output<typeof secondStepOf>) {
    return this.step.execute(ticket);
  }

  @Post()
  @Describe({
    summary: 'Enter the second factor',
    description: 'Five tries; then the sign-in starts again.',
    tag: 'Sign-in',
    answer: tokens,
    problems: [401, 410],
    open: true,
  })
  async enter(@Body({ schema: mfaSignIn }) body: z.output<typeof mfaSignIn>, @Req() request: Request) {
    const { ticket, ...given } = body;
    const origin = originOf(request, this.config);
    const { session } = await this.secondFactor.execute({ ticket, given, origin, face: apiFace(request) });
    return tokensOf(session);
  }
}
