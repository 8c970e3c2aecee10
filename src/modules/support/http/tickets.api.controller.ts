import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { SignedIn } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { CloseTicket } from '../application/close-ticket.js';
import { ListTickets } from '../application/list-tickets.js';
import { OpenTicket } from '../application/open-ticket.js';
import { ReplyToTicket } from '../application/reply-to-ticket.js';
import { ShowTicket } from '../application/show-ticket.js';
import { toDetail, toItem } from './tickets.answers.js';
import {
  messageMade,
  type NewTicket,
  newMessage,
  newTicket,
  type OwnTicketsQuery,
  ownTicketsQuery,
  ticketDetail,
  ticketList,
  ticketMade,
} from './tickets.schemas.js';

@Controller('api/v1/tickets')
export class TicketsApiController {
  constructor(
    private readonly list: ListTickets,
    private readonly show: ShowTicket,
    private readonly open: OpenTicket,
    private readonly reply: ReplyToTicket,
    private readonly close: CloseTicket,
  ) {}

  @Get()
  @SignedIn('tickets.read')
  @Describe({ summary: 'List your requests', tag: 'Tickets', answer: ticketList, problems: [401, 403] })
  async all(@Query({ schema: ownTicketsQuery }) query: OwnTicketsQuery, @Req() request: Request) {
    const { items, nextCursor } = await this.list.execute(customerOf(request), query);
    return { items: items.map(toItem), nextCursor };
  }

  @Post()
  @SignedIn('tickets.write')
  @Describe({
    summary: 'Open a request',
    tag: 'Tickets',
    status: 201,
    answer: ticketMade,
    problems: [401, 403],
  })
  async create(
    @Body({ schema: newTicket }) body: NewTicket,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const licenseId = body.licenseId ?? null;
    const { id, number, status } = await this.open.execute(customerOf(request), { ...body, licenseId });
    void reply.header('location', `/api/v1/tickets/${id}`);
    return { id, number, status };
  }

  @Get(':id')
  @SignedIn('tickets.read')
  @Describe({ summary: 'Read a request', tag: 'Tickets', answer: ticketDetail, problems: [401, 403, 404] })
  async one(@IdParam() id: string, @Req() request: Request) {
    return toDetail(await this.show.execute(customerOf(request), id));
  }

  @Post(':id/messages')
  @SignedIn('tickets.write')
  @Describe({
    summary: 'Reply to a request',
    description: 'A reply to a request that is on hold or closed opens it again.',
    tag: 'Tickets',
    status: 201,
    answer: messageMade,
    problems: [401, 403, 404],
  })
  async write(
    @IdParam() id: string,
    @Body({ schema: newMessage }) { body }: z.output<typeof newMessage>,
    @Req() request: Request,
  ) {
    const message = await this.reply.execute(customerOf(request), { ticketId: id, body });
    return { id: message.id, createdAt: message.createdAt.toISOString() };
  }

  @Post(':id/close')
  @SignedIn('tickets.write')
  @Describe({ summary: 'Close a request', tag: 'Tickets', answer: ticketMade, problems: [401, 403, 404] })
  async done(@IdParam() id: string, @Req() request: Request) {
    const ticket = await this.close.execute(customerOf(request), { ticketId: id });
    return { id: ticket.id, number: ticket.number, status: ticket.status };
  }
}
