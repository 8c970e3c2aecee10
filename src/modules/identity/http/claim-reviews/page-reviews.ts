import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Request } from '../../../../platform/http/request.js';
import { AskForReview } from '../../application/claim-reviews/ask-for-review.js';
import { ContestByReview } from '../../application/claim-reviews/contest-by-review.js';
import { TakeConfirmedClaim } from '../../application/claim-reviews/take-confirmed-claim.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import type { contestReviewForm } from './reviews.schemas.js';

/** What the pages of reviews have in common. */
@Injectable()
export class PageReviews {
  constructor(
    readonly ask: AskForReview,
    readonly confirmed: TakeConfirmedClaim,
    private readonly contest: ContestByReview,
    private readonly sessions: PageSessions,
  ) {}

  /** With the ticket of the step that the browser stands at. */
  async contestWith(request: Request, input: z.output<typeof contestReviewForm>): Promise<void> {
    const ticket = this.sessions.ticketOf(request);
    await this.contest.execute({ ticket, ...input, locale: request.locale });
  }
}
