import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { OpenAttachment } from '../../application/open-attachment.js';
import { attachmentFile } from '../attachment-file.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { type InboxAddress, inboxAddress } from '../tickets.forms.js';
import { InboxPage } from './inbox.page.js';

@Controller('admin/tickets')
@Staff('staff.tickets')
export class InboxPagesController {
  constructor(
    private readonly inbox: InboxPage,
    private readonly ticket: StaffTicketPage,
    private readonly attachments: OpenAttachment,
  ) {}

  @Get()
  async list(@Query({ schema: inboxAddress }) asked: InboxAddress, @Req() request: Request) {
    return await this.inbox.of(request, asked, null);
  }

  @Get(':id')
  async show(@IdParam() id: string, @Query('macro') macro: unknown, @Req() request: Request) {
    return await this.ticket.of(request, id, null, macro);
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
