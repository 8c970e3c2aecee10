import { Body, Controller, Post, Req } from '@nestjs/common';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { RateTicket } from '../../application/closing/rate-ticket.js';
import { ThreadPage } from '../thread.page.js';
import { ratingForm } from './closing.schemas.js';

@Controller('requests/:id/rating')
export class RatingPagesController {
  constructor(
    private readonly rate: RateTicket,
    private readonly thread: ThreadPage,
  ) {}

  @Post()
  @SignedIn('tickets.write')
  async give(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      ratingForm,
      body,
      async (words) => {
        await this.rate.execute(customerOf(request), { ticketId: id, ...words });
        return seeOther(`/requests/${id}`, { kind: 'success', key: 'support.flash.rated' });
      },
      (refusal) => this.thread.of(request, id, refusal),
    );
  }
}
