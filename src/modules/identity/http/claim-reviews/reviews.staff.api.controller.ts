import { Controller, Get, Post, Req } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { DecideClaim } from '../../application/claim-reviews/decide-claim.js';
import { ListReviews } from '../../application/claim-reviews/list-reviews.js';
import { decision, waitingReviewAnswer, waitingReviews } from './reviews.schemas.js';

@Controller('api/v1/staff/claims')
@Staff('staff.customers')
export class ReviewsStaffApiController {
  constructor(
    private readonly reviews: ListReviews,
    private readonly decide: DecideClaim,
  ) {}

  @Get()
  @Describe({
    summary: 'List claims that wait for agents',
    description: 'At most 100, oldest first.',
    tag: 'Staff',
    answer: waitingReviews,
    problems: [401, 403],
  })
  async all() {
    return { items: (await this.reviews.execute()).map(waitingReviewAnswer), nextCursor: null };
  }

  @Post(':id/confirm')
  @Describe({
    summary: 'Confirm a claim',
    description:
      'It takes two different agents. A contested claim gives way once its buyer uses the mailed link.',
    tag: 'Staff',
    status: 200,
    answer: decision,
    problems: [401, 403, 404, 409],
  })
  async confirm(@IdParam() id: string, @Req() request: Request) {
    return { outcome: await this.decide.confirm(staffOf(request), id) };
  }

  @Post(':id/refuse')
  @Describe({
    summary: 'Refuse a claim',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async refuse(@IdParam() id: string, @Req() request: Request) {
    await this.decide.refuse(staffOf(request), id);
  }
}
