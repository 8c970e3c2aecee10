import { Controller } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { TusController } from '../../../../platform/uploads/tus.controller.js';
import { Uploads } from '../../../../platform/uploads/uploads.js';
import { AttachmentPurpose } from './attachment-purpose.js';

/** Large files that agents send, for programs. */
@Controller('api/v1/staff/ticket-uploads')
@Staff('staff.tickets')
export class TicketUploadsStaffApiController extends TusController {
  protected readonly path = '/api/v1/staff/ticket-uploads';

  constructor(
    protected readonly uploads: Uploads,
    protected readonly purpose: AttachmentPurpose,
  ) {
    super();
  }
}
