import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import { SignedIn } from '../../../platform/http/access.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { AttachFiles } from '../application/attach-files.js';
import { OpenAttachment } from '../application/open-attachment.js';
import { ShowTicket } from '../application/show-ticket.js';
import { attachmentFile } from './attachment-file.js';
import { ReceivedForms } from './received-form.js';
import { toAttachment } from './tickets.answers.js';
import { attached } from './tickets.schemas.js';

@Controller('api/v1/tickets/:id/attachments')
export class AttachmentsApiController {
  constructor(
    private readonly forms: ReceivedForms,
    private readonly show: ShowTicket,
    private readonly attach: AttachFiles,
    private readonly open: OpenAttachment,
  ) {}

  @Post()
  @SignedIn('tickets.write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    description: 'Up to 10 files of at most 25 MiB each.',
    schema: {
      type: 'object',
      properties: { attachments: { type: 'array', items: { type: 'string', format: 'binary' } } },
    },
  })
  @Describe({
    summary: 'Attach files to your newest message',
    tag: 'Tickets',
    status: 201,
    answer: attached,
    problems: [401, 403, 404, 413, 415, 422, 429, 503],
  })
  async add(@IdParam() id: string, @Req() request: Request) {
    await this.show.ensureVisible(customerOf(request), id);
    return await this.forms.receive(request, async ({ files, refusal }) => {
      if (refusal) throw refusal;
      await this.attach.execute(customerOf(request), { ticketId: id, attachments: files });
      return { items: files.map((file) => toAttachment('/api/v1/tickets', id, file)) };
    });
  }

  @Get(':attachmentId')
  @SignedIn('tickets.read')
  @ApiProduces('application/octet-stream')
  @Describe({
    summary: 'Download a file of a request',
    tag: 'Tickets',
    answer: null,
    problems: [401, 403, 404],
  })
  async one(
    @IdParam() id: string,
    @IdParam('attachmentId') attachmentId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return attachmentFile(await this.open.execute(customerOf(request), id, attachmentId), reply);
  }
}
