import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { InboundDesk } from '../../application/inbound/inbound-desk.js';
import { ListInboundMails } from '../../application/inbound/list-inbound-mails.js';
import { ShowInboundMail } from '../../application/inbound/show-inbound-mail.js';
import { attachForm, type MailsAddress, mailsAddress, openForm } from './inbound.schemas.js';
import { mailsPath, mailsView, mailView } from './inbound.views.js';
import { rawMail } from './raw-mail.js';

const toRequest = (ticketId: string, key: string) =>
  seeOther(`/admin/tickets/${ticketId}`, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin/inbound-mails')
@Staff('staff.tickets')
export class InboundPagesController {
  constructor(
    private readonly mails: ListInboundMails,
    private readonly shown: ShowInboundMail,
    private readonly desk: InboundDesk,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: mailsAddress }) asked: MailsAddress, @Req() request: Request) {
    const { view: status, cursor } = asked;
    const listing = await this.mails.execute({ status, cursor, limit: 25 });
    return page('support/inbound-mails', mailsView(listing, asked, this.readers.of(request)));
  }

  @Get(':id')
  one(@IdParam() id: string, @Req() request: Request) {
    return this.form(request, id, null);
  }

  @Get(':id/raw')
  async raw(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    return rawMail(id, await this.shown.raw(id), reply);
  }

  @Post(':id/attach')
  attach(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      attachForm,
      body,
      async ({ number }) =>
        toRequest(await this.desk.attach(staffOf(request), { id, number }), 'inbound.flash.attached'),
      (refusal) => this.form(request, id, refusal),
    );
  }

  @Post(':id/open')
  open(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      openForm,
      body,
      async (input) =>
        toRequest(await this.desk.open(staffOf(request), { id, ...input }), 'inbound.flash.opened'),
      (refusal) => this.form(request, id, refusal),
    );
  }

  @Post(':id/discard')
  discard(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.desk.discard(staffOf(request), id);
        return seeOther(mailsPath, { kind: 'success', key: 'inbound.flash.discarded' });
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  private async form(request: Request, id: string, refusal: Refusal | null) {
    return page(
      'support/inbound-mail',
      mailView(await this.shown.execute(id), refusal, this.readers.of(request)),
    );
  }
}
