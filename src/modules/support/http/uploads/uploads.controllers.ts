import { AttachmentPurpose } from './attachment-purpose.js';
import { DeskReply } from './desk-reply.js';
import { TicketUploadsApiController } from './ticket-uploads.api.controller.js';
import { TicketUploadsPagesController } from './ticket-uploads.pages.controller.js';
import { TicketUploadsStaffApiController } from './ticket-uploads.staff.api.controller.js';
import { TicketUploadsStaffPagesController } from './ticket-uploads.staff.pages.controller.js';
import { Unsent } from './unsent.js';

export const uploadsControllers = [
  TicketUploadsApiController,
  TicketUploadsPagesController,
  TicketUploadsStaffApiController,
  TicketUploadsStaffPagesController,
];

export const uploadsPurposes = [AttachmentPurpose, Unsent, DeskReply];
