import { Body, Controller, Get, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { RateTicket } from '../../application/closing/rate-ticket.js';
import { ShowOutcome } from '../../application/closing/show-outcome.js';
import { ShowTicket } from '../../application/show-ticket.js';
import { rating, ratingChange } from './closing.schemas.js';
import { toRating } from './closing.views.js';

@Controller('api/v1/tickets/:id/rating')
export class RatingApiController {
  constructor(
    private readonly tickets: ShowTicket,
    private readonly outcome: ShowOutcome,
    private readonly rate: RateTicket,
  ) {}

  @Get()
  @SignedIn('tickets.read')
  @Describe({
    summary: 'Show how you rated your request',
    tag: 'Tickets',
    answer: rating,
    problems: [401, 403, 404],
  })
  async show(@IdParam() id: string, @Customer() actor: CustomerActor) {
    return await this.answer(actor, id);
  }

  @Put()
  @SignedIn('tickets.write')
  @Describe({
    summary: 'Rate how your closed request was answered',
    description: 'You may think again for 14 days.',
    tag: 'Tickets',
    answer: rating,
    problems: [401, 403, 404, 409],
  })
  async give(
    @IdParam() id: string,
    @Body({ schema: ratingChange }) { score, comment = null }: z.output<typeof ratingChange>,
    @Customer() actor: CustomerActor,
  ) {
    await this.rate.execute(actor, { ticketId: id, score, comment });
    return await this.answer(actor, id);
  }

  private async answer(actor: CustomerActor, id: string) {
    const { thread } = await this.tickets.execute(actor, id);
    const { rating: given, mayRate } = await this.outcome.execute(actor, thread);
    return { rating: given && toRating(given), mayRate };
  }
}
