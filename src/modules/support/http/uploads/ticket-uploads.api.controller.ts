import { Controller } from '@nestjs/common';
import { SignedIn } from '../../../../platform/http/access.js';
import { TusController } from '../../../../platform/uploads/tus.controller.js';
import { Uploads } from '../../../../platform/uploads/uploads.js';
import { AttachmentPurpose } from './attachment-purpose.js';

/** Large files of requests, for programs. A message names them in `uploadIds`. */
@Controller('api/v1/ticket-uploads')
@SignedIn('tickets.write')
export class TicketUploadsApiController extends TusController {
  protected readonly path = '/api/v1/ticket-uploads';

  constructor(
    protected readonly uploads: Uploads,
    protected readonly purpose: AttachmentPurpose,
  ) {
    super();
  }
}
