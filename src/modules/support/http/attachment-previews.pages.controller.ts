import { Controller, Get, Header, Req, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SignedIn, Staff } from '../../../platform/http/access.js';
import { customerOf, staffOf } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import type { Request } from '../../../platform/http/request.js';
import { PreviewAttachment } from '../application/preview-attachment.js';

const webp = (bytes: Buffer) => new StreamableFile(bytes, { type: 'image/webp', length: bytes.length });
const policy = "default-src 'none'; sandbox";

/** Small pictures in the pages of conversations (row SU-6). */
@ApiExcludeController()
@Controller()
export class AttachmentPreviewsPagesController {
  constructor(private readonly previews: PreviewAttachment) {}

  @Get('requests/:id/attachments/:attachmentId/preview')
  @SignedIn('tickets.read')
  @Header('content-security-policy', policy)
  @Header('cache-control', 'private, no-store')
  async ofCustomer(
    @IdParam() id: string,
    @IdParam('attachmentId') attachmentId: string,
    @Req() request: Request,
  ) {
    return webp(await this.previews.execute(customerOf(request), id, attachmentId));
  }

  @Get('admin/tickets/:id/attachments/:attachmentId/preview')
  @Staff('staff.tickets')
  @Header('content-security-policy', policy)
  @Header('cache-control', 'private, no-store')
  async ofStaff(
    @IdParam() id: string,
    @IdParam('attachmentId') attachmentId: string,
    @Req() request: Request,
  ) {
    return webp(await this.previews.execute(staffOf(request), id, attachmentId));
  }
}
