import { Body, Controller, Delete, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { RedactMessage } from '../../application/redaction/redact-message.js';
import { RedactNote } from '../../application/redaction/redact-note.js';
import { RedactSubject } from '../../application/redaction/redact-subject.js';
import { newRedaction } from './redaction.schemas.js';

@Controller('api/v1/staff/tickets/:id')
@Staff('staff.tickets')
export class RedactionApiController {
  constructor(
    private readonly redact: RedactMessage,
    private readonly note: RedactNote,
    private readonly subject: RedactSubject,
  ) {}

  @Post('messages/:messageId/redactions')
  @Describe({
    summary: 'Take a passage out of a message',
    description:
      'For good: also out of the search, of drafts and of the mail as it came. That it was done stays visible.',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async blank(
    @IdParam() ticketId: string,
    @IdParam('messageId') messageId: string,
    @Body({ schema: newRedaction }) { passage }: z.output<typeof newRedaction>,
    @Req() request: Request,
  ): Promise<void> {
    await this.redact.passage(staffOf(request), { ticketId, messageId, passage });
  }

  @Post('notes/:noteId/redactions')
  @Describe({
    summary: 'Take a passage out of an internal note',
    description: 'For good, also out of drafts. It stands in the audit log.',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async blankNote(
    @IdParam() ticketId: string,
    @IdParam('noteId') noteId: string,
    @Body({ schema: newRedaction }) { passage }: z.output<typeof newRedaction>,
    @Req() request: Request,
  ): Promise<void> {
    await this.note.execute(staffOf(request), { ticketId, noteId, passage });
  }

  @Post('subject/redactions')
  @Describe({
    summary: 'Take a passage out of the subject',
    description: 'For good, also out of drafts and of mails that came in. Mails that were sent keep it.',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async blankSubject(
    @IdParam() id: string,
    @Body({ schema: newRedaction }) { passage }: z.output<typeof newRedaction>,
    @Req() request: Request,
  ): Promise<void> {
    await this.subject.execute(staffOf(request), id, passage);
  }

  @Delete('attachments/:attachmentId')
  @Describe({
    summary: 'Take a file out of a message',
    description: 'For good, with the mail that it came with. That it was done stays visible.',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async remove(
    @IdParam() ticketId: string,
    @IdParam('attachmentId') attachmentId: string,
    @Req() request: Request,
  ): Promise<void> {
    await this.redact.file(staffOf(request), { ticketId, attachmentId });
  }
}
