import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { SaveDraft } from '../../application/drafts/save-draft.js';
import { ShowDraft } from '../../application/drafts/show-draft.js';
import { ShowTicket } from '../../application/show-ticket.js';
import { draft, draftAnswer, draftChange } from './drafts.schemas.js';

type Change = z.output<typeof draftChange>;
const problems = [401, 403, 404];

@Controller('api/v1')
@SignedIn('tickets.write')
export class DraftsApiController {
  constructor(
    private readonly show: ShowDraft,
    private readonly save: SaveDraft,
    private readonly tickets: ShowTicket,
  ) {}

  @Get('ticket-draft')
  @Describe({ summary: 'Show your draft of a new request', tag: 'Tickets', answer: draft, problems })
  async ofNew(@Customer() actor: CustomerActor) {
    return await this.answer(actor, null);
  }

  @Put('ticket-draft')
  @Describe({ summary: 'Keep your draft of a new request', tag: 'Tickets', answer: draft, problems })
  async keepNew(@Customer() actor: CustomerActor, @Body({ schema: draftChange }) { fields }: Change) {
    await this.save.execute(actor, { ticketId: null, fields, submissionId: null });
    return await this.answer(actor, null);
  }

  @Delete('ticket-draft')
  @Describe({
    summary: 'Discard your draft of a new request',
    tag: 'Tickets',
    status: 204,
    answer: null,
    problems,
  })
  async discardNew(@Customer() actor: CustomerActor) {
    await this.save.discard(actor, null);
  }

  @Get('tickets/:id/draft')
  @Describe({ summary: 'Show your draft of a reply', tag: 'Tickets', answer: draft, problems })
  async ofReply(@IdParam() id: string, @Customer() actor: CustomerActor) {
    await this.tickets.ensureVisible(actor, id);
    return await this.answer(actor, id);
  }

  @Put('tickets/:id/draft')
  @Describe({ summary: 'Keep your draft of a reply', tag: 'Tickets', answer: draft, problems })
  async keepReply(
    @IdParam() id: string,
    @Customer() actor: CustomerActor,
    @Body({ schema: draftChange }) { fields }: Change,
  ) {
    await this.save.execute(actor, { ticketId: id, fields, submissionId: null });
    return await this.answer(actor, id);
  }

  @Delete('tickets/:id/draft')
  @Describe({ summary: 'Discard your draft of a reply', tag: 'Tickets', status: 204, answer: null, problems })
  async discardReply(@IdParam() id: string, @Customer() actor: CustomerActor) {
    await this.tickets.ensureVisible(actor, id);
    await this.save.discard(actor, id);
  }

  private async answer(actor: CustomerActor, ticketId: string | null) {
    return draftAnswer(await this.show.execute(actor, ticketId));
  }
}
