import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { AskForPasskey } from '../../application/passkeys/ask-for-passkey.js';
import { SignInWithPasskey } from '../../application/passkeys/sign-in-with-passkey.js';
import { originOf } from '../signing-in/origin.js';
import { tokensOf } from '../signing-in/sign-in.answers.js';
import { apiFace } from '../signing-in/sign-in.api.controller.js';
import { tokens } from '../signing-in/sign-in.schemas.js';
import { passkeyOptions, passkeySignIn } from './passkeys.schemas.js';

@Controller('api/v1/sign-in/passkey')
@Public()
export class PasskeySignInApiController {
  constructor(
    private readonly ask: AskForPasskey,
    private readonly signIn: SignInWithPasskey,
    private readonly config: Config,
  ) {}

  @Post('options')
  @Describe({
    summary: 'Start signing in with a passkey',
    description: 'Answers what the browser needs; the person chooses the passkey, and nothing is typed.',
    tag: 'Sign-in',
    answer: passkeyOptions,
    open: true,
  })
  options(@Req() request: Request) {
    return this.ask.anyone(originOf(request, this.config).network);
  }

  @Post()
  @Describe({
    summary: 'Sign in with a passkey',
    description: 'A passkey is both factors at once, so no other step follows.',
    tag: 'Sign-in',
    answer: tokens,
    open: true,
  })
  async enter(
    @Body({ schema: passkeySignIn }) { answer, slug }: z.output<typeof passkeySignIn>,
    @Req() request: Request,
  ) {
    return tokensOf(await this.signIn.execute({ answer, face: { ...apiFace(request), slug: slug ?? null } }));
  }
}
