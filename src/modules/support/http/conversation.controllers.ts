import { AttachmentPreviewsPagesController } from './attachment-previews.pages.controller.js';
import { AttachmentsApiController } from './attachments.api.controller.js';
import { CustomerThread } from './customer-thread.js';
import { DeskPagesController } from './desk.pages.controller.js';
import { DeskSurroundings } from './desk-surroundings.js';
import { DeskMacros } from './inbox/desk-macros.js';
import { InboxPage } from './inbox/inbox.page.js';
import { InboxPagesController } from './inbox/inbox.pages.controller.js';
import { NewRequestPage } from './new-request.page.js';
import { ReceivedForms } from './received-form.js';
import { StaffTicketPage } from './staff-ticket.page.js';
import { StaffTicketsApiController } from './staff-tickets.api.controller.js';
import { ThreadPage } from './thread.page.js';
import { ThreadPagesController } from './thread.pages.controller.js';
import { TicketsApiController } from './tickets.api.controller.js';
import { TicketsPagesController } from './tickets.pages.controller.js';
import { UnverifiedApiController } from './unverified.api.controller.js';
import { UnverifiedPagesController } from './unverified.pages.controller.js';

export const conversationControllers = [
  TicketsApiController,
  AttachmentsApiController,
  AttachmentPreviewsPagesController,
  StaffTicketsApiController,
  TicketsPagesController,
  ThreadPagesController,
  InboxPagesController,
  DeskPagesController,
  UnverifiedApiController,
  UnverifiedPagesController,
];

/** Pages that several controllers show. */
export const conversationPages = [
  CustomerThread,
  ReceivedForms,
  ThreadPage,
  NewRequestPage,
  StaffTicketPage,
  DeskSurroundings,
  DeskMacros,
  InboxPage,
];
