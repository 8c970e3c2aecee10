import { Body, Controller, Delete, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { DisableTotp } from '../../application/factors/disable-totp.js';
import { EnableTotp } from '../../application/factors/enable-totp.js';
import { PrepareTotp } from '../../application/factors/prepare-totp.js';
import { ShowFactors } from '../../application/factors/show-factors.js';
import { FactorProofs } from './factor-proofs.js';
import {
  authenticatorCode,
  newRecoveryCodes,
  preparedAuthenticator,
  secondFactor,
} from './factors.schemas.js';

@Controller('api/v1/me/second-factor')
@AnyoneSignedIn()
export class SecondFactorApiController {
  constructor(
    private readonly factors: ShowFactors,
    private readonly prepareTotp: PrepareTotp,
    private readonly enableTotp: EnableTotp,
    private readonly disableTotp: DisableTotp,
    private readonly proofs: FactorProofs,
  ) {}

  @Get()
  @Describe({ summary: 'Your second factors', tag: 'Account', answer: secondFactor, problems: [401] })
  show(@Req() request: Request) {
    return this.factors.execute(signedInOf(request));
  }

  @Post('totp')
  @Describe({
    summary: 'Prepare an authenticator app',
    description: 'Answers the secret, the same until it is enabled. It counts once you gave a code of it.',
    tag: 'Account',
    answer: preparedAuthenticator,
    problems: [401, 409],
  })
  prepare(@Req() request: Request) {
    return this.prepareTotp.execute(signedInOf(request));
  }

  @Post('totp/enable')
  @Describe({
    summary: 'Turn the authenticator app on',
    description:
      'By a code of it. Other sessions end. The first factor needs no fresh proof; beside a passkey it does.',
    tag: 'Account',
    answer: newRecoveryCodes,
    problems: [401, 403, 409],
  })
  async enable(
    @Body({ schema: authenticatorCode }) { code }: z.output<typeof authenticatorCode>,
    @Req() request: Request,
  ) {
    const actor = signedInOf(request);
    await this.proofs.demandUnlessFirst(actor);
    return { recoveryCodes: await this.enableTotp.execute(actor, code) };
  }

  @Delete('totp')
  @Important('change-second-factor')
  @Describe({
    summary: 'Turn the authenticator app off',
    description: 'Other sessions end. The last factor stays where your role needs one.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403, 409],
  })
  disable(@Req() request: Request) {
    return this.disableTotp.execute(signedInOf(request));
  }
}
