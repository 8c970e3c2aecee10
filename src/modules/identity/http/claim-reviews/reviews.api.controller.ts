import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { ProvisionalToo, Public } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { WithoutIdempotency } from '../../../../platform/http/idempotency/without-idempotency.js';
import type { Request } from '../../../../platform/http/request.js';
import { AskForReview } from '../../application/claim-reviews/ask-for-review.js';
import { ContestByReview } from '../../application/claim-reviews/contest-by-review.js';
import { TakeConfirmedClaim } from '../../application/claim-reviews/take-confirmed-claim.js';
import { nextStep } from '../signing-in/sign-in.schemas.js';
import { askReview, confirmedToken, contestReview } from './reviews.schemas.js';

@Controller('api/v1')
export class ReviewsApiController {
  constructor(
    private readonly ask: AskForReview,
    private readonly contest: ContestByReview,
    private readonly confirmed: TakeConfirmedClaim,
  ) {}

  @Post('claims/review')
  @ProvisionalToo()
  @Describe({
    summary: 'Ask two agents to prove your claim',
    tag: 'Sign-in',
    status: 202,
    answer: null,
    problems: [401, 403],
  })
  async review(@Body({ schema: askReview }) body: z.output<typeof askReview>, @Req() request: Request) {
    await this.ask.execute(customerOf(request), body.statement);
  }

  @Post('sign-in/contest/review')
  @Public()
  @WithoutIdempotency()
  @Describe({
    summary: 'Ask two agents to end an earlier claim of your license',
    description: 'Uses the ticket up. When two agents confirm, a link goes to the address.',
    tag: 'Sign-in',
    status: 202,
    answer: null,
    problems: [409, 410],
    open: true,
  })
  async contestIt(
    @Body({ schema: contestReview }) body: z.output<typeof contestReview>,
    @Req() request: Request,
  ) {
    await this.contest.execute({ ...body, locale: request.locale });
  }

  @Post('sign-in/confirmed')
  @Public()
  @WithoutIdempotency()
  @Describe({
    summary: 'Use the link that two agents had mailed',
    tag: 'Sign-in',
    answer: nextStep,
    problems: [410],
    open: true,
  })
  async take(@Body({ schema: confirmedToken }) body: z.output<typeof confirmedToken>) {
    return this.confirmed.execute(body.token);
  }
}
