import { Body, Controller, Post, Req } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { RedactMessage } from '../../application/redaction/redact-message.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { redactionForm } from './redaction.schemas.js';

@Controller('admin/tickets/:id')
@Staff('staff.tickets')
export class RedactionPagesController {
  constructor(
    private readonly redact: RedactMessage,
    private readonly ticket: StaffTicketPage,
  ) {}

  @Post('messages/:messageId/redactions')
  async blank(
    @IdParam() ticketId: string,
    @IdParam('messageId') messageId: string,
    @Req() request: Request,
    @Body() body: unknown,
  ) {
    return await submit(
      redactionForm,
      body,
      async ({ passage }) => {
        await this.redact.passage(staffOf(request), { ticketId, messageId, passage });
        return seeOther(`/admin/tickets/${ticketId}#m-${messageId}`, {
          kind: 'success',
          key: 'support.flash.redacted',
        });
      },
      (refusal) => this.ticket.of(request, ticketId, refusal),
    );
  }

  @Post('attachments/:attachmentId/redactions')
  async remove(
    @IdParam() ticketId: string,
    @IdParam('attachmentId') attachmentId: string,
    @Req() request: Request,
  ) {
    return await press(
      async () => {
        await this.redact.file(staffOf(request), { ticketId, attachmentId });
        return seeOther(`/admin/tickets/${ticketId}`, { kind: 'success', key: 'support.flash.redacted' });
      },
      (refusal) => this.ticket.of(request, ticketId, refusal),
    );
  }
}
