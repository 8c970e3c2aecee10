import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { NotFound } from '../../../../kernel/errors.js';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { WithoutIdempotency } from '../../../../platform/http/idempotency/without-idempotency.js';
import type { Request } from '../../../../platform/http/request.js';
import { AskForPasskey } from '../../application/passkeys/ask-for-passkey.js';
import { ProveWithPasskey } from '../../application/step-up/prove-with-passkey.js';
import { stepUpDone } from '../step-up/step-up.schemas.js';
import { passkeyOptions, passkeyStepUp } from './passkeys.schemas.js';

@Controller('api/v1/me/step-up/passkey')
@AnyoneSignedIn()
export class PasskeyStepUpApiController {
  constructor(
    private readonly ask: AskForPasskey,
    private readonly prove: ProveWithPasskey,
  ) {}

  @Post('options')
  @WithoutIdempotency()
  @Describe({
    summary: 'Start proving yourself with a passkey',
    description: 'Answers what the browser needs; not found where no passkey of yours works here.',
    tag: 'Account',
    answer: passkeyOptions,
    problems: [401, 404],
  })
  async options(@Req() request: Request) {
    const options = await this.ask.person(signedInOf(request).userId, 'step-up');
    if (!options) throw NotFound.of('passkey');
    return options;
  }

  @Post()
  @WithoutIdempotency()
  @Describe({
    summary: 'Prove yourself with a passkey for an important action',
    tag: 'Account',
    answer: stepUpDone,
    problems: [401, 403],
  })
  async give(@Body({ schema: passkeyStepUp }) body: z.output<typeof passkeyStepUp>, @Req() request: Request) {
    return { provedUntil: await this.prove.execute(signedInOf(request), body) };
  }
}
