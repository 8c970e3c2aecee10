import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { ProvisionalToo } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { OpenUnverifiedTicket } from '../application/open-unverified-ticket.js';
import { ReplyToTicket } from '../application/reply-to-ticket.js';
import { UnverifiedTickets } from '../application/unverified-tickets.js';
import { newTicketForm, replyForm } from './tickets.forms.js';
import { replyView, threadView } from './tickets.views.js';
import { statusBadge, timeOf } from './tickets.wording.js';

/** Help for who has not proved yet whose license it is (ruling C2). */
@Controller('unverified-requests')
@ProvisionalToo()
export class UnverifiedPagesController {
  constructor(
    private readonly tickets: UnverifiedTickets,
    private readonly open: OpenUnverifiedTicket,
    private readonly reply: ReplyToTicket,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Req() request: Request) {
    return this.page(request, null);
  }

  @Post()
  async create(@Body() body: unknown, @Req() request: Request) {
    return submit(
      newTicketForm,
      body,
      async ({ subject, body: text, submissionId }) => {
        const opening = { subject, body: text, submissionId };
        const ticket = await this.open.execute(customerOf(request), opening);
        return seeOther(`/unverified-requests/${ticket.id}`, {
          kind: 'success',
          key: 'support.flash.opened',
        });
      },
      (refusal) => this.page(request, refusal),
    );
  }

  @Get(':id')
  async show(@IdParam() id: string, @Req() request: Request) {
    return this.thread(id, request, null);
  }

  @Post(':id/messages')
  async write(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      replyForm,
      body,
      async (input) => {
        await this.reply.execute(customerOf(request), { ticketId: id, ...input });
        return seeOther(`/unverified-requests/${id}`, { kind: 'success', key: 'support.flash.sent' });
      },
      (refusal) => this.thread(id, request, refusal),
    );
  }

  private async page(request: Request, refusal: Refusal | null) {
    const actor = customerOf(request);
    const reader = this.readers.of(request);
    const requests = (await this.tickets.list(actor)).map((ticket) => ({
      number: ticket.number,
      subject: ticket.subject,
      href: `/unverified-requests/${ticket.id}`,
      status: statusBadge(ticket.status, reader),
      updatedAt: timeOf(ticket.updatedAt, reader),
    }));
    return page('support/unverified', {
      requests,
      mayOpen: actor.provisional,
      ...replyView(newId(), refusal),
    });
  }

  private async thread(id: string, request: Request, refusal: Refusal | null) {
    const actor = customerOf(request);
    const shown = await this.tickets.show(actor, id);
    return page('support/unverified-thread', {
      ...threadView(shown, actor, this.readers.of(request)),
      href: `/unverified-requests/${id}`,
      reply: replyView(newId(), refusal),
    });
  }
}
