import { PicturePreviews } from '../../../platform/pictures/picture-previews.js';
import { ConversationRepository } from '../persistence/conversation.repository.js';
import { InternalNoteRepository } from '../persistence/internal-note.repository.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { AssignTicket } from './assign-ticket.js';
import { Assignees } from './assignees.js';
import { AttachFiles } from './attach-files.js';
import { AttachmentUploads } from './attachment-uploads.js';
import { ChangeStatus } from './change-status.js';
import { CloseTicket } from './close-ticket.js';
import { CustomerContext } from './customer-context.js';
import { FollowMergedAccount } from './follow-merged-account.js';
import { HandOverTickets } from './hand-over-tickets.js';
import { ListTickets } from './list-tickets.js';
import { ListTicketsForStaff } from './list-tickets-for-staff.js';
import { MergeTickets } from './merging/merge-tickets.js';
import { NewRequestFacts } from './new-request-facts.js';
import { OpenAttachment } from './open-attachment.js';
import { OpenTicket } from './open-ticket.js';
import { OpenUnverifiedTicket } from './open-unverified-ticket.js';
import { PreviewAttachment } from './preview-attachment.js';
import { ReplyToTicket } from './reply-to-ticket.js';
import { TicketSearch } from './search/ticket-search.js';
import { ShowTicket } from './show-ticket.js';
import { ShowTicketToStaff } from './show-ticket-to-staff.js';
import { TakeTicketsBack } from './take-tickets-back.js';
import { TicketConversation } from './ticket-conversation.js';
import { TicketDesk } from './ticket-desk.js';
import { TicketLicenses } from './ticket-licenses.js';
import { TicketMail } from './ticket-mail.js';
import { UnverifiedTickets } from './unverified-tickets.js';
import { WriteInternalNote } from './write-internal-note.js';

/** Opening requests, talking in them, and finding them. */
export const conversationProviders = [
  OpenTicket,
  OpenUnverifiedTicket,
  ReplyToTicket,
  AttachFiles,
  WriteInternalNote,
  CloseTicket,
  ChangeStatus,
  AssignTicket,
  HandOverTickets,
  TakeTicketsBack,
  TicketConversation,
  TicketDesk,
  FollowMergedAccount,
  TicketSearch,
  ListTickets,
  ListTicketsForStaff,
  ShowTicket,
  ShowTicketToStaff,
  OpenAttachment,
  PicturePreviews,
  PreviewAttachment,
  CustomerContext,
  TicketLicenses,
  NewRequestFacts,
  TicketMail,
  UnverifiedTickets,
  Assignees,
  TicketRepository,
  ConversationRepository,
  MergeTickets,
  InternalNoteRepository,
  AttachmentUploads,
];
