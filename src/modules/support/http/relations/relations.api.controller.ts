import { Body, Controller, Delete, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { LinkTickets } from '../../application/relations/link-tickets.js';
import { SplitTicket } from '../../application/relations/split-ticket.js';
import { ShowTicketToStaff } from '../../application/show-ticket-to-staff.js';
import { ticketMade } from '../tickets.schemas.js';
import { linkBody, relatedList, splitBody } from './relations.schemas.js';

@Controller('api/v1/staff/tickets/:id')
@Staff('staff.tickets')
export class RelationsApiController {
  constructor(
    private readonly splitting: SplitTicket,
    private readonly linking: LinkTickets,
    private readonly tickets: ShowTicketToStaff,
  ) {}

  @Post('split')
  @Describe({
    summary: 'Make a message of the requester a request of its own',
    description:
      'The message stays where it was written, with its files. Each request names the other, also to the customer. Sent again, it answers the same request.',
    tag: 'Staff',
    status: 201,
    answer: ticketMade,
    problems: [401, 403, 404],
  })
  async split(
    @IdParam() id: string,
    @Body({ schema: splitBody }) body: z.output<typeof splitBody>,
    @Req() request: Request,
  ) {
    const ticket = await this.splitting.execute(staffOf(request), { ticketId: id, ...body });
    return { id: ticket.id, number: ticket.number, status: ticket.status };
  }

  @Get('links')
  @Describe({
    summary: 'List the requests that belong to a request',
    tag: 'Staff',
    answer: relatedList,
    problems: [401, 403, 404],
  })
  async list(@IdParam() id: string) {
    return { items: (await this.tickets.execute(id)).related };
  }

  @Post('links')
  @Describe({
    summary: 'Say that another request belongs to a request',
    description: 'For agents only, and in both directions.',
    tag: 'Staff',
    status: 201,
    answer: relatedList,
    problems: [401, 403, 404],
  })
  async link(
    @IdParam() id: string,
    @Body({ schema: linkBody }) { number }: z.output<typeof linkBody>,
    @Req() request: Request,
  ) {
    await this.linking.link(staffOf(request), id, number);
    return await this.list(id);
  }

  @Delete('links/:otherId')
  @Describe({
    summary: 'Take two requests apart',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async unlink(@IdParam() id: string, @IdParam('otherId') otherId: string, @Req() request: Request) {
    await this.linking.unlink(staffOf(request), id, otherId);
  }
}
