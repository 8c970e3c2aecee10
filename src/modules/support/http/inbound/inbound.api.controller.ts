import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { InboundDesk } from '../../application/inbound/inbound-desk.js';
import { ListInboundMails } from '../../application/inbound/list-inbound-mails.js';
import { ShowInboundMail } from '../../application/inbound/show-inbound-mail.js';
import {
  attachedMail,
  mailDetail,
  mailFiled,
  mailList,
  mailsQuery,
  openedMail,
  toDetail,
  toListed,
} from './inbound.schemas.js';
import { rawMail } from './raw-mail.js';

@Controller('api/v1/staff/inbound-mails')
@Staff('staff.tickets')
export class InboundApiController {
  constructor(
    private readonly mails: ListInboundMails,
    private readonly shown: ShowInboundMail,
    private readonly desk: InboundDesk,
  ) {}

  @Get()
  @Describe({
    summary: 'List mails that came in, the newest first',
    tag: 'Staff',
    answer: mailList,
    problems: [401, 403],
  })
  async list(@Query({ schema: mailsQuery }) query: z.output<typeof mailsQuery>) {
    const { items, nextCursor } = await this.mails.execute(query);
    return { items: items.map(toListed), nextCursor };
  }

  @Get(':id')
  @Describe({
    summary: 'Read a mail that came in',
    tag: 'Staff',
    answer: mailDetail,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string) {
    return toDetail(await this.shown.execute(id));
  }

  @Get(':id/raw')
  @ApiProduces('application/octet-stream')
  @Describe({
    summary: 'Download a mail as it came',
    tag: 'Staff',
    answer: null,
    problems: [401, 403, 404, 410],
  })
  async raw(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    return rawMail(id, await this.shown.raw(id), reply);
  }

  @Post(':id/attach')
  @HttpCode(200)
  @Describe({
    summary: 'Make a mail a message of a request',
    description: 'It speaks for whom of the organization has its address, and else for the requester.',
    tag: 'Staff',
    answer: mailFiled,
    problems: [401, 403, 404, 409, 410, 503],
  })
  async attach(
    @IdParam() id: string,
    @Body({ schema: attachedMail }) { number }: z.output<typeof attachedMail>,
    @Req() request: Request,
  ) {
    return { ticketId: await this.desk.attach(staffOf(request), { id, number }) };
  }

  @Post(':id/open')
  @Describe({
    summary: "Open a customer's request from a mail",
    tag: 'Staff',
    status: 201,
    answer: mailFiled,
    problems: [401, 403, 404, 409, 410, 503],
  })
  async open(
    @IdParam() id: string,
    @Body({ schema: openedMail }) { email, organizationId = null }: z.output<typeof openedMail>,
    @Req() request: Request,
  ) {
    return { ticketId: await this.desk.open(staffOf(request), { id, email, organizationId }) };
  }

  @Post(':id/discard')
  @HttpCode(204)
  @Describe({
    summary: 'Discard a mail',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async discard(@IdParam() id: string, @Req() request: Request) {
    await this.desk.discard(staffOf(request), id);
  }
}
