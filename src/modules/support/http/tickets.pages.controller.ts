import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { may } from '../../../kernel/actor.js';
import { newId } from '../../../kernel/ids.js';
import { SignedIn } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { page, type Refusal, seeOther } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListTickets } from '../application/list-tickets.js';
import { OpenTicket } from '../application/open-ticket.js';
import { TicketLicenses } from '../application/ticket-licenses.js';
import { ReceivedForms } from './received-form.js';
import { type ListAddress, listAddress, newTicketForm } from './tickets.forms.js';
import { listView, newView } from './tickets.views.js';

@Controller('requests')
export class TicketsPagesController {
  constructor(
    private readonly tickets: ListTickets,
    private readonly open: OpenTicket,
    private readonly licenses: TicketLicenses,
    private readonly forms: ReceivedForms,
    private readonly readers: Readers,
  ) {}

  @Get()
  @SignedIn('tickets.read')
  async list(@Query({ schema: listAddress }) asked: ListAddress, @Req() request: Request) {
    const actor = customerOf(request);
    const listing = await this.tickets.execute(actor, { ...asked, limit: 25 });
    return page(
      'support/list',
      listView(listing, asked, this.readers.of(request), may(actor, 'tickets.write')),
    );
  }

  @Get('new')
  @SignedIn('tickets.write')
  async blank(@Query('license') license: unknown, @Req() request: Request) {
    return await this.form(request, typeof license === 'string' ? license : null, null);
  }

  @Post()
  @SignedIn('tickets.write')
  async create(@Req() request: Request) {
    return await this.forms.submit(
      request,
      newTicketForm,
      async (input, attachments) => {
        const ticket = await this.open.execute(customerOf(request), { ...input, attachments });
        return seeOther(`/requests/${ticket.id}`, { kind: 'success', key: 'support.flash.opened' });
      },
      (refusal) => this.form(request, null, refusal),
    );
  }

  private async form(request: Request, licenseId: string | null, refusal: Refusal | null) {
    const licenses = await this.licenses.of(customerOf(request));
    const asked = { licenses, licenseId, submissionId: newId(), refusal };
    return page('support/new', newView(asked, this.readers.of(request)));
  }
}
