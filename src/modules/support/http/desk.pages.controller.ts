import { Body, Controller, Post, Req } from '@nestjs/common';
import { Staff } from '../../../platform/http/access.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { type Flash, seeOther, submit } from '../../../platform/http/pages.js';
import type { Request } from '../../../platform/http/request.js';
import type { Sent } from '../application/sending/hold-replies.js';
import { SendFromDesk } from '../application/sending/send-from-desk.js';
import { TicketDesk } from '../application/ticket-desk.js';
import { ReceivedForms } from './received-form.js';
import { StaffTicketPage } from './staff-ticket.page.js';
import { assignForm, priorityForm, staffReplyForm, statusForm } from './tickets.forms.js';

@Controller('admin/tickets/:id')
@Staff('staff.tickets')
export class DeskPagesController {
  constructor(
    private readonly desk: TicketDesk,
    private readonly sending: SendFromDesk,
    private readonly ticket: StaffTicketPage,
    private readonly forms: ReceivedForms,
  ) {}

  @Post('messages')
  async write(@IdParam() id: string, @Req() request: Request) {
    return await this.forms.submit(
      request,
      staffReplyForm,
      async (input, files) => {
        const actor = staffOf(request);
        const sent = await this.sending.execute(actor, { ticketId: id, ...input, ...files });
        return seeOther(`/admin/tickets/${id}#${anchors[sent.kind]}-${sent.id}`, flashes[sent.kind]);
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post('status')
  async status(@IdParam() id: string, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      statusForm,
      body,
      async ({ status }) => {
        await this.desk.changeStatus(staffOf(request), { ticketId: id, status });
        return seeOther(`/admin/tickets/${id}`, { kind: 'success', key: 'support.flash.status' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post('priority')
  async prioritize(@IdParam() id: string, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      priorityForm,
      body,
      async ({ priority }) => {
        await this.desk.prioritize(staffOf(request), { ticketId: id, priority });
        return seeOther(`/admin/tickets/${id}`, { kind: 'success', key: 'support.flash.prioritized' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post('assign')
  async assign(@IdParam() id: string, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      assignForm,
      body,
      async ({ assigneeId }) => {
        await this.desk.assign(staffOf(request), { ticketId: id, assigneeId });
        return seeOther(`/admin/tickets/${id}`, { kind: 'success', key: 'support.flash.assigned' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }
}

const anchors: Readonly<Record<Sent['kind'], string>> = { reply: 'm', note: 'n', held: 'h' };

// What is held says so itself, beside the button that takes it back.
const flashes: Readonly<Record<Sent['kind'], Flash | null>> = {
  reply: { kind: 'success', key: 'support.flash.sent' },
  note: { kind: 'success', key: 'support.flash.noted' },
  held: null,
};
