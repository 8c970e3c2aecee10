import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import type { Request } from '../../../platform/http/request.js';
import { ListTicketsForStaff } from '../application/list-tickets-for-staff.js';
import { ShowTicketToStaff } from '../application/show-ticket-to-staff.js';
import { TicketDesk } from '../application/ticket-desk.js';
import { toInboxItem, toStaffDetail } from './tickets.answers.js';
import {
  type InboxQuery,
  inboxList,
  inboxQuery,
  messageMade,
  newAssignee,
  newPriority,
  newStaffMessage,
  newStatus,
  staffTicketDetail,
  ticketMade,
} from './tickets.schemas.js';

@Controller('api/v1/staff/tickets')
@Staff('staff.tickets')
export class StaffTicketsApiController {
  constructor(
    private readonly list: ListTicketsForStaff,
    private readonly show: ShowTicketToStaff,
    private readonly desk: TicketDesk,
  ) {}

  @Get()
  @Describe({ summary: "List everybody's requests", tag: 'Staff', answer: inboxList, problems: [401, 403] })
  async all(@Query({ schema: inboxQuery }) query: InboxQuery, @Req() request: Request) {
    const { items, nextCursor } = await this.list.execute(staffOf(request), query);
    return { items: items.map(toInboxItem), nextCursor };
  }

  @Get(':id')
  @Describe({
    summary: 'Read a request with its internal notes',
    tag: 'Staff',
    answer: staffTicketDetail,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string) {
    return toStaffDetail(await this.show.execute(id));
  }

  @Post(':id/messages')
  @Describe({
    summary: 'Reply to the customer, or write an internal note',
    tag: 'Staff',
    status: 201,
    answer: messageMade,
    problems: [401, 403, 404, 409],
  })
  async write(
    @IdParam() id: string,
    @Body({ schema: newStaffMessage }) input: z.output<typeof newStaffMessage>,
    @Req() request: Request,
  ) {
    const made = await this.desk.write(staffOf(request), { ticketId: id, ...input });
    return { id: made.id, createdAt: made.createdAt.toISOString() };
  }

  @Post(':id/status')
  @Describe({
    summary: 'Change the status of a request',
    tag: 'Staff',
    answer: ticketMade,
    problems: [401, 403, 404, 409],
  })
  async status(
    @IdParam() id: string,
    @Body({ schema: newStatus }) { status }: z.output<typeof newStatus>,
    @Req() request: Request,
  ) {
    const ticket = await this.desk.changeStatus(staffOf(request), { ticketId: id, status });
    return { id: ticket.id, number: ticket.number, status: ticket.status };
  }

  @Post(':id/priority')
  @Describe({
    summary: 'Say how much a request presses',
    description: 'It is due anew, counted from its opening.',
    tag: 'Staff',
    answer: newPriority,
    problems: [401, 403, 404],
  })
  async prioritize(
    @IdParam() id: string,
    @Body({ schema: newPriority }) { priority }: z.output<typeof newPriority>,
    @Req() request: Request,
  ) {
    const ticket = await this.desk.prioritize(staffOf(request), { ticketId: id, priority });
    return { priority: ticket.priority };
  }

  @Post(':id/assign')
  @Describe({
    summary: 'Assign a request to one of the staff, or to nobody',
    tag: 'Staff',
    answer: newAssignee,
    problems: [401, 403, 404],
  })
  async assign(
    @IdParam() id: string,
    @Body({ schema: newAssignee }) { assigneeId }: z.output<typeof newAssignee>,
    @Req() request: Request,
  ) {
    const ticket = await this.desk.assign(staffOf(request), { ticketId: id, assigneeId });
    return { assigneeId: ticket.assigneeId };
  }
}
