import { Body, Controller, Post, Req } from '@nestjs/common';
import { Staff } from '../../../platform/http/access.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { seeOther, submit } from '../../../platform/http/pages.js';
import type { Request } from '../../../platform/http/request.js';
import { ApplyMacro } from '../application/inbox/apply-macro.js';
import { TicketDesk } from '../application/ticket-desk.js';
import { ReceivedForms } from './received-form.js';
import { StaffTicketPage } from './staff-ticket.page.js';
import { assignForm, priorityForm, staffReplyForm, statusForm } from './tickets.forms.js';

@Controller('admin/tickets/:id')
@Staff('staff.tickets')
export class DeskPagesController {
  constructor(
    private readonly desk: TicketDesk,
    private readonly macros: ApplyMacro,
    private readonly ticket: StaffTicketPage,
    private readonly forms: ReceivedForms,
  ) {}

  @Post('messages')
  async write(@IdParam() id: string, @Req() request: Request) {
    return await this.forms.submit(
      request,
      staffReplyForm,
      async ({ macroId, ...input }, files) => {
        const actor = staffOf(request);
        const written = { ...input, ...files };
        const made = macroId
          ? await this.macros.execute(actor, { ticketId: id, macroId, written })
          : await this.desk.write(actor, { ticketId: id, ...written });
        const isNote = input.visibility === 'internal';
        const key = isNote ? 'support.flash.noted' : 'support.flash.sent';
        return seeOther(`/admin/tickets/${id}#${isNote ? 'n' : 'm'}-${made?.id}`, { kind: 'success', key });
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
