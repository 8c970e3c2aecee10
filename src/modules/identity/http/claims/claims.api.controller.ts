import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { ProvisionalToo } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { WithoutIdempotency } from '../../../../platform/http/idempotency/without-idempotency.js';
import type { Request } from '../../../../platform/http/request.js';
import { ProveClaim } from '../../application/claims/prove-claim.js';
import { RequestClaimCode } from '../../application/claims/request-claim-code.js';
import { claimCode } from '../account/account.schemas.js';

@Controller('api/v1/claims')
@ProvisionalToo()
export class ClaimsApiController {
  constructor(
    private readonly prove: ProveClaim,
    private readonly requestCode: RequestClaimCode,
  ) {}

  @Post('proof')
  @WithoutIdempotency()
  @Describe({
    summary: 'Prove the claim of a license',
    description: 'Enter the code that was mailed to the contact of the purchase. Five tries, 15 minutes.',
    tag: 'Sign-in',
    status: 204,
    answer: null,
    problems: [401, 403],
  })
  async proof(@Body({ schema: claimCode }) body: z.output<typeof claimCode>, @Req() request: Request) {
    await this.prove.execute(customerOf(request), body.code);
  }

  @Post('proof/resend')
  @Describe({
    summary: 'Have the code of the claim mailed again',
    description: 'A new code goes to the contact of the purchase; the one before stops working.',
    tag: 'Sign-in',
    status: 202,
    answer: null,
    problems: [401, 403],
  })
  async resend(@Req() request: Request) {
    await this.requestCode.execute(customerOf(request));
  }
}
