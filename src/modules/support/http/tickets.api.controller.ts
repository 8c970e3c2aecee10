import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { SignedIn } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { ListTickets } from '../application/list-tickets.js';
import { OpenTicket } from '../application/open-ticket.js';
import { ShowTicket } from '../application/show-ticket.js';
import { TicketConversation } from '../application/ticket-conversation.js';
import { newReply, replyMade } from './closing/closing.schemas.js';
import { toDetail, toItem } from './tickets.answers.js';
import {
  type NewTicket,
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
    private readonly conversation: TicketConversation,
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
    description:
      'A reply to a request that is on hold opens it again. To a closed one it says what it means: still-broken opens it again, thanks does not, something-new opens another request.',
    tag: 'Tickets',
    status: 201,
    answer: replyMade,
    problems: [401, 403, 404, 409],
  })
  async write(
    @IdParam() id: string,
    @Body({ schema: newReply }) { meaning = null, subject = null, ...written }: z.output<typeof newReply>,
    @Req() request: Request,
  ) {
    const reply = { ticketId: id, ...written, meaning, subject };
    const { ticketId, messageId, createdAt } = await this.conversation.reply(customerOf(request), reply);
    return { ticketId, id: messageId, createdAt: createdAt.toISOString() };
  }

  @Post(':id/close')
  @SignedIn('tickets.write')
  @Describe({ summary: 'Close a request', tag: 'Tickets', answer: ticketMade, problems: [401, 403, 404] })
  async done(@IdParam() id: string, @Req() request: Request) {
    const ticket = await this.conversation.close(customerOf(request), { ticketId: id });
    return { id: ticket.id, number: ticket.number, status: ticket.status };
  }
}
