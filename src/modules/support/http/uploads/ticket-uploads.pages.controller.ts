import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SignedIn } from '../../../../platform/http/access.js';
import { TusController } from '../../../../platform/uploads/tus.controller.js';
import { Uploads } from '../../../../platform/uploads/uploads.js';
import { AttachmentPurpose } from './attachment-purpose.js';

/** Large files of requests, for the browser: with its session and the token of its forms. */
@ApiExcludeController()
@Controller('requests/uploads')
@SignedIn('tickets.write')
export class TicketUploadsPagesController extends TusController {
  protected readonly path = '/requests/uploads';

  constructor(
    protected readonly uploads: Uploads,
    protected readonly purpose: AttachmentPurpose,
  ) {
    super();
  }
}
