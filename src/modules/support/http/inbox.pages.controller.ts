import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { Staff } from '../../../platform/http/access.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { ListTicketsForStaff } from '../application/list-tickets-for-staff.js';
import { OpenAttachment } from '../application/open-attachment.js';
import { attachmentFile } from './attachment-file.js';
import { inboxView } from './staff.views.js';
import { StaffTicketPage } from './staff-ticket.page.js';
import { type InboxAddress, inboxAddress } from './tickets.forms.js';

@Controller('admin/tickets')
@Staff('staff.tickets')
export class InboxPagesController {
  constructor(
    private readonly tickets: ListTicketsForStaff,
    private readonly ticket: StaffTicketPage,
    private readonly attachments: OpenAttachment,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: inboxAddress }) asked: InboxAddress, @Req() request: Request) {
    const { view, ...rest } = asked;
    const listing = await this.tickets.execute(staffOf(request), {
      ...rest,
      ...(view === 'closed' ? { status: 'closed' } : {}),
      view: view === 'closed' || view === 'all' ? undefined : view,
      limit: 25,
    });
    return page('support/inbox', inboxView(listing, asked, this.readers.of(request)));
  }

  @Get(':id')
  async show(@IdParam() id: string, @Req() request: Request) {
    return await this.ticket.of(request, id, null);
  }

  @Get(':id/attachments/:attachmentId')
  async attachment(
    @IdParam() id: string,
    @IdParam('attachmentId') attachmentId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return attachmentFile(await this.attachments.execute(staffOf(request), id, attachmentId), reply);
  }
}
