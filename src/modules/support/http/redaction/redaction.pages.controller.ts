import { Body, Controller, Post, Req } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { RedactMessage } from '../../application/redaction/redact-message.js';
import { RedactNote } from '../../application/redaction/redact-note.js';
import { RedactSubject } from '../../application/redaction/redact-subject.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { redactionForm } from './redaction.schemas.js';
import { refusedAt, subjectAnchor } from './redaction.views.js';

const done = (ticketId: string, anchor = '') =>
  seeOther(`/admin/tickets/${ticketId}${anchor}`, { kind: 'success', key: 'support.flash.redacted' });

@Controller('admin/tickets/:id')
@Staff('staff.tickets')
export class RedactionPagesController {
  constructor(
    private readonly redact: RedactMessage,
    private readonly note: RedactNote,
    private readonly subject: RedactSubject,
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
        return done(ticketId, `#m-${messageId}`);
      },
      (refusal) => this.ticket.of(request, ticketId, refusedAt(`m-${messageId}`, refusal)),
    );
  }

  @Post('notes/:noteId/redactions')
  async blankNote(
    @IdParam() ticketId: string,
    @IdParam('noteId') noteId: string,
    @Req() request: Request,
    @Body() body: unknown,
  ) {
    return await submit(
      redactionForm,
      body,
      async ({ passage }) => {
        await this.note.execute(staffOf(request), { ticketId, noteId, passage });
        return done(ticketId, `#n-${noteId}`);
      },
      (refusal) => this.ticket.of(request, ticketId, refusedAt(`n-${noteId}`, refusal)),
    );
  }

  @Post('subject/redactions')
  async blankSubject(@IdParam() id: string, @Req() request: Request, @Body() body: unknown) {
    return await submit(
      redactionForm,
      body,
      async ({ passage }) => {
        await this.subject.execute(staffOf(request), id, passage);
        return done(id);
      },
      (refusal) => this.ticket.of(request, id, refusedAt(subjectAnchor, refusal)),
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
        return done(ticketId);
      },
      (refusal) => this.ticket.of(request, ticketId, refusal),
    );
  }
}
