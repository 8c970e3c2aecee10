import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import { ProvisionalToo } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { line, multiline } from '../../../platform/http/fields.js';
import { IdParam } from '../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { OpenUnverifiedTicket } from '../application/open-unverified-ticket.js';
import { ReplyToTicket } from '../application/reply-to-ticket.js';
import { UnverifiedTickets } from '../application/unverified-tickets.js';
import { toDetail, toItem } from './tickets.answers.js';
import { messageMade, newMessage, ticketDetail, ticketList, ticketMade } from './tickets.schemas.js';

const newUnverified = z
  .strictObject({ subject: line(200, 'subject'), body: multiline(20_000, 'message') })
  .meta({ id: 'NewUnverifiedTicket' });

@Controller('api/v1/unverified-tickets')
@ProvisionalToo()
export class UnverifiedApiController {
  constructor(
    private readonly tickets: UnverifiedTickets,
    private readonly open: OpenUnverifiedTicket,
    private readonly reply: ReplyToTicket,
  ) {}

  @Get()
  @Describe({
    summary: 'List requests that you opened before your claim was proved',
    description: 'At most 100, newest first.',
    tag: 'Tickets',
    answer: ticketList,
    problems: [401, 403],
  })
  async all(@Req() request: Request) {
    const items = await this.tickets.list(customerOf(request));
    return { items: items.map(toItem), nextCursor: null };
  }

  @Post()
  @Describe({
    summary: 'Open a request while your claim is not proved',
    description: 'Support sees it marked as unverified. Five a day.',
    tag: 'Tickets',
    status: 201,
    answer: ticketMade,
    problems: [401, 403],
  })
  async create(
    @Body({ schema: newUnverified }) body: z.output<typeof newUnverified>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { id, number, status } = await this.open.execute(customerOf(request), body);
    void reply.header('location', `/api/v1/unverified-tickets/${id}`);
    return { id, number, status };
  }

  @Get(':id')
  @Describe({
    summary: 'Read such a request',
    tag: 'Tickets',
    answer: ticketDetail,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string, @Req() request: Request) {
    return toDetail(await this.tickets.show(customerOf(request), id));
  }

  @Post(':id/messages')
  @Describe({
    summary: 'Reply to such a request',
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
}
