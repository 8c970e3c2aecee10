import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { WithoutIdempotency } from '../../../../platform/http/idempotency/without-idempotency.js';
import type { Request } from '../../../../platform/http/request.js';
import { ProveStepUp } from '../../application/step-up/prove-step-up.js';
import { RequestStepUpCode } from '../../application/step-up/request-step-up-code.js';
import { ShowStepUp } from '../../application/step-up/show-step-up.js';
import { originOf } from '../signing-in/origin.js';
import { stepUpDone, stepUpProof, stepUpRequest, stepUpState } from './step-up.schemas.js';

@Controller('api/v1/me/step-up')
@AnyoneSignedIn()
export class StepUpApiController {
  constructor(
    private readonly state: ShowStepUp,
    private readonly requestCode: RequestStepUpCode,
    private readonly prove: ProveStepUp,
    private readonly config: Config,
  ) {}

  @Get()
  @Describe({
    summary: 'See how to prove yourself for an important action',
    description:
      'Changing sign-in details, creating API tokens, taking out or erasing your data and the like need a fresh proof ' +
      'beside the session. It counts for that action, for ten minutes.',
    tag: 'Account',
    answer: stepUpState,
    problems: [401, 403],
  })
  async show(
    @Query({ schema: stepUpRequest }) { action }: z.output<typeof stepUpRequest>,
    @Req() request: Request,
  ) {
    return this.state.execute(signedInOf(request), action);
  }

  @Post('code')
  @Describe({
    summary: 'Have a code mailed for an important action',
    description: 'It works for ten minutes and five tries; the one before stops working.',
    tag: 'Account',
    status: 202,
    answer: null,
    problems: [401, 403],
  })
  async code(
    @Body({ schema: stepUpRequest }) { action }: z.output<typeof stepUpRequest>,
    @Req() request: Request,
  ) {
    await this.requestCode.execute(signedInOf(request), action);
  }

  @Post()
  @WithoutIdempotency()
  @Describe({
    summary: 'Prove yourself for an important action',
    description: 'Five tries in 15 minutes.',
    tag: 'Account',
    answer: stepUpDone,
    problems: [401, 403],
  })
  async give(@Body({ schema: stepUpProof }) body: z.output<typeof stepUpProof>, @Req() request: Request) {
    const origin = originOf(request, this.config);
    return { provedUntil: await this.prove.execute(signedInOf(request), body, origin) };
  }
}
