import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { may } from '../../../kernel/actor.js';
import { SignedIn } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { page, seeOther } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { SaveDraft } from '../application/drafts/save-draft.js';
import { ListTickets } from '../application/list-tickets.js';
import { OpenTicket } from '../application/open-ticket.js';
import { TicketLicenses } from '../application/ticket-licenses.js';
import { type AskedForm, NewRequestPage } from './new-request.page.js';
import { ReceivedForms } from './received-form.js';
import { newTicketForm, type OwnAddress, ownAddress } from './tickets.forms.js';
import { listView } from './tickets.views.js';

@Controller('requests')
export class TicketsPagesController {
  constructor(
    private readonly tickets: ListTickets,
    private readonly open: OpenTicket,
    private readonly licenses: TicketLicenses,
    private readonly drafts: SaveDraft,
    private readonly form: NewRequestPage,
    private readonly forms: ReceivedForms,
    private readonly readers: Readers,
  ) {}

  @Get()
  @SignedIn('tickets.read')
  async list(@Query({ schema: ownAddress }) asked: OwnAddress, @Req() request: Request) {
    const actor = customerOf(request);
    const { product: productId, ...filter } = asked;
    const [listing, licenses] = await Promise.all([
      this.tickets.execute(actor, { ...filter, productId, limit: 25 }),
      this.licenses.of(actor),
    ]);
    const parts = { listing, licenses, asked, mayOpen: may(actor, 'tickets.write') };
    return page('support/list', listView(parts, this.readers.of(request)));
  }

  @Get('new')
  @SignedIn('tickets.write')
  async blank(@Query() asked: AskedForm, @Req() request: Request) {
    return await this.form.of(request, null, asked);
  }

  @Post()
  @SignedIn('tickets.write')
  async create(@Req() request: Request) {
    return await this.forms.submit(
      request,
      newTicketForm,
      async (input, files) => {
        const actor = customerOf(request);
        const ticket = await this.open.execute(actor, { ...input, ...files });
        await this.drafts.discard(actor, null);
        return seeOther(`/requests/${ticket.id}`, { kind: 'success', key: 'support.flash.opened' });
      },
      (refusal) => this.form.of(request, refusal),
    );
  }
}
