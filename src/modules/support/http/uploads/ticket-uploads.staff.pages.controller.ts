import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { TusController } from '../../../../platform/uploads/tus.controller.js';
import { Uploads } from '../../../../platform/uploads/uploads.js';
import { AttachmentPurpose } from './attachment-purpose.js';

/** Large files that agents send, for the browser. */
@ApiExcludeController()
@Controller('admin/ticket-uploads')
@Staff('staff.tickets')
export class TicketUploadsStaffPagesController extends TusController {
  protected readonly path = '/admin/ticket-uploads';

  constructor(
    protected readonly uploads: Uploads,
    protected readonly purpose: AttachmentPurpose,
  ) {
    super();
  }
}
