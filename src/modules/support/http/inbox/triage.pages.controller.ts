import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { SortTicket } from '../../application/inbox/sort-ticket.js';
import { TakeNextTicket } from '../../application/inbox/take-next-ticket.js';
import { MergeTickets } from '../../application/merging/merge-tickets.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { mergeForm } from './merge.schemas.js';
import { snoozeForm, tagsForm } from './triage.schemas.js';

@ApiExcludeController()
@Controller('admin/tickets')
@Staff('staff.tickets')
export class TriagePagesController {
  constructor(
    private readonly sort: SortTicket,
    private readonly next: TakeNextTicket,
    private readonly merging: MergeTickets,
    private readonly ticket: StaffTicketPage,
  ) {}

  @Post('next')
  async take(@Req() request: Request) {
    const taken = await this.next.execute(staffOf(request));
    return taken
      ? seeOther(`/admin/tickets/${taken.id}`, { kind: 'success', key: 'inbox.flash.taken' })
      : seeOther('/admin/tickets', { kind: 'info', key: 'inbox.flash.noneWaits' });
  }

  @Post(':id/merge')
  async merge(@IdParam() id: string, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      mergeForm,
      body,
      async ({ into }) => {
        const ticket = await this.merging.execute(staffOf(request), { ticketId: id, into });
        return seeOther(`/admin/tickets/${ticket.id}`, { kind: 'success', key: 'inbox.flash.merged' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post(':id/tags')
  async tag(@IdParam() id: string, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      tagsForm,
      body,
      async ({ tags }) => {
        await this.sort.tag(staffOf(request), id, tags);
        return seeOther(`/admin/tickets/${id}`, { kind: 'success', key: 'inbox.flash.tagged' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post(':id/snooze')
  async snooze(@IdParam() id: string, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      snoozeForm,
      body,
      async ({ until }) => {
        await this.sort.snooze(staffOf(request), id, new Date(until));
        return seeOther('/admin/tickets', { kind: 'success', key: 'inbox.flash.snoozed' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post(':id/wake')
  async wake(@IdParam() id: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.sort.wake(staffOf(request), id);
        return seeOther(`/admin/tickets/${id}`, { kind: 'success', key: 'inbox.flash.woken' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }
}
