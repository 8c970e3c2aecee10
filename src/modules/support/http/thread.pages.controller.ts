import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { SignedIn } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { press, seeOther } from '../../../platform/http/pages.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { OpenAttachment } from '../application/open-attachment.js';
import { ShowTicket } from '../application/show-ticket.js';
import { TicketConversation } from '../application/ticket-conversation.js';
import { attachmentFile } from './attachment-file.js';
import { ReceivedForms } from './received-form.js';
import { ThreadPage } from './thread.page.js';
import { customerReplyForm } from './tickets.forms.js';

@Controller('requests/:id')
export class ThreadPagesController {
  constructor(
    private readonly tickets: ShowTicket,
    private readonly page: ThreadPage,
    private readonly conversation: TicketConversation,
    private readonly attachments: OpenAttachment,
    private readonly forms: ReceivedForms,
  ) {}

  @Get()
  @SignedIn('tickets.read')
  async show(@IdParam() id: string, @Req() request: Request) {
    return await this.page.of(request, id, null);
  }

  @Post('messages')
  @SignedIn('tickets.write')
  async write(@IdParam() id: string, @Req() request: Request) {
    const actor = customerOf(request);
    await this.tickets.ensureVisible(actor, id);
    return await this.forms.submit(
      request,
      customerReplyForm,
      async (input, files) => {
        const sent = await this.conversation.send(actor, { ticketId: id, ...input, ...files });
        const [anchor, key] = sent.messageId ? [`#m-${sent.messageId}`, 'sent'] : ['', 'opened'];
        return seeOther(`/requests/${sent.ticketId}${anchor}`, {
          kind: 'success',
          key: `support.flash.${key}`,
        });
      },
      (refusal) => this.page.of(request, id, refusal),
    );
  }

  @Post('close')
  @SignedIn('tickets.write')
  async close(@IdParam() id: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.conversation.close(customerOf(request), { ticketId: id });
        return seeOther(`/requests/${id}`, { kind: 'success', key: 'support.flash.closed' });
      },
      (refusal) => this.page.of(request, id, refusal),
    );
  }

  @Get('attachments/:attachmentId')
  @SignedIn('tickets.read')
  async attachment(
    @IdParam() id: string,
    @IdParam('attachmentId') attachmentId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return attachmentFile(await this.attachments.execute(customerOf(request), id, attachmentId), reply);
  }
}
