import { Global, Module } from '@nestjs/common';
import { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { OpenRequests } from '../../platform/ports/open-requests.js';
import { UrgentRequests } from '../../platform/ports/urgent-requests.js';
import { FileOwners } from '../../platform/storage/file-owners.js';
import { Licensing } from '../licensing/index.js';
import { Orders } from '../orders/index.js';
import { AssignTicket } from './application/assign-ticket.js';
import { Assignees } from './application/assignees.js';
import { AttachFiles } from './application/attach-files.js';
import { AttachmentUploads } from './application/attachment-uploads.js';
import { categoriesProviders } from './application/categories/categories.providers.js';
import { ChangeStatus } from './application/change-status.js';
import { CloseTicket } from './application/close-ticket.js';
import { closingProviders } from './application/closing/closing.providers.js';
import { CustomerContext } from './application/customer-context.js';
import { deflectionProviders } from './application/deflection/deflection.providers.js';
import { draftsProviders } from './application/drafts/drafts.providers.js';
import { FollowMergedAccount } from './application/follow-merged-account.js';
import { HandOverTickets } from './application/hand-over-tickets.js';
import { inboundProviders } from './application/inbound/inbound.providers.js';
import { inboxProviders } from './application/inbox/inbox.providers.js';
import { incidentsProviders } from './application/incidents/incidents.providers.js';
import { ListTickets } from './application/list-tickets.js';
import { ListTicketsForStaff } from './application/list-tickets-for-staff.js';
import { MergeTickets } from './application/merging/merge-tickets.js';
import { OpenAttachment } from './application/open-attachment.js';
import { OpenTicket } from './application/open-ticket.js';
import { OpenUnverifiedTicket } from './application/open-unverified-ticket.js';
import { OpenUrgentRequest } from './application/open-urgent-request.js';
import { ReplyToTicket } from './application/reply-to-ticket.js';
import { serviceLevelsProviders } from './application/service-levels/service-levels.providers.js';
import { ShowTicket } from './application/show-ticket.js';
import { ShowTicketToStaff } from './application/show-ticket-to-staff.js';
import { Support } from './application/support.js';
import { TakeTicketsBack } from './application/take-tickets-back.js';
import { TicketConversation } from './application/ticket-conversation.js';
import { TicketDesk } from './application/ticket-desk.js';
import { TicketLicenses } from './application/ticket-licenses.js';
import { TicketMail } from './application/ticket-mail.js';
import { UnverifiedTickets } from './application/unverified-tickets.js';
import { visibilityProviders } from './application/visibility/visibility.providers.js';
import { WriteInternalNote } from './application/write-internal-note.js';
import { Category } from './domain/categories/category.js';
import { TicketTopic } from './domain/categories/ticket-topic.js';
import { FollowUp } from './domain/closing/follow-up.js';
import { Rating } from './domain/closing/rating.js';
import { Follower } from './domain/followers/follower.js';
import { InboundMail } from './domain/inbound/inbound-mail.js';
import { BulkChange } from './domain/inbox/bulk-change.js';
import { Macro } from './domain/inbox/macro.js';
import { SavedView } from './domain/inbox/saved-view.js';
import { Triage } from './domain/inbox/triage.js';
import { Incident, IncidentUpdate } from './domain/incidents/incident.js';
import { InternalNote } from './domain/internal-note.js';
import { MergedTicket } from './domain/merging/merged-ticket.js';
import { BusinessCalendar } from './domain/service-level/business-calendar.js';
import { ServiceClock } from './domain/service-level/service-clock.js';
import { ServiceLevel } from './domain/service-level/service-level.js';
import { Attachment, Message, StatusChange, Ticket } from './domain/ticket.js';
import { Visibility } from './domain/visibility/visibility.js';
import { declareEmails } from './emails/declare-emails.js';
import { AttachmentsApiController } from './http/attachments.api.controller.js';
import { categoriesControllers } from './http/categories/categories.controllers.js';
import { closingControllers } from './http/closing/closing.controllers.js';
import { deflectionControllers } from './http/deflection/deflection.controllers.js';
import { DeskPagesController } from './http/desk.pages.controller.js';
import { draftsControllers } from './http/drafts/drafts.controllers.js';
import { inboundControllers } from './http/inbound/inbound.controllers.js';
import { DeskMacros } from './http/inbox/desk-macros.js';
import { inboxControllers } from './http/inbox/inbox.controllers.js';
import { InboxPage } from './http/inbox/inbox.page.js';
import { InboxPagesController } from './http/inbox.pages.controller.js';
import { incidentsControllers } from './http/incidents/incidents.controllers.js';
import { NewRequestPage } from './http/new-request.page.js';
import { ReceivedForms } from './http/received-form.js';
import { serviceLevelsControllers } from './http/service-levels/service-levels.controllers.js';
import { StaffTicketPage } from './http/staff-ticket.page.js';
import { StaffTicketsApiController } from './http/staff-tickets.api.controller.js';
import { ThreadPage } from './http/thread.page.js';
import { ThreadPagesController } from './http/thread.pages.controller.js';
import { TicketsApiController } from './http/tickets.api.controller.js';
import { TicketsPagesController } from './http/tickets.pages.controller.js';
import { UnverifiedApiController } from './http/unverified.api.controller.js';
import { UnverifiedPagesController } from './http/unverified.pages.controller.js';
import { visibilityControllers } from './http/visibility/visibility.controllers.js';
import { DraftsJob } from './jobs/drafts.job.js';
import { InboundMailJob } from './jobs/inbound-mail.job.js';
import { InboundParts } from './jobs/inbound-parts.js';
import { IncidentsJob } from './jobs/incidents.job.js';
import { ServiceLevelsJob } from './jobs/service-levels.job.js';
import { ConversationRepository } from './persistence/conversation.repository.js';
import { InternalNoteRepository } from './persistence/internal-note.repository.js';
import { TicketRepository } from './persistence/ticket.repository.js';
import { FollowMergedAccountInSupport } from './subscribers/follow-merged-account.js';
import { RecalculateAfterServiceLevelsChanged } from './subscribers/recalculate-due-times.js';
import { TakeTicketsOfLeaverBack } from './subscribers/take-tickets-back.js';
import { TellEverybodyAfterUpdate } from './subscribers/tell-everybody.js';

export const supportEntities = [
  Ticket,
  Message,
  StatusChange,
  Attachment,
  InternalNote,
  InboundMail,
  BusinessCalendar,
  ServiceLevel,
  ServiceClock,
  Visibility,
  Follower,
  Triage,
  Macro,
  BulkChange,
  SavedView,
  MergedTicket,
  Rating,
  FollowUp,
  Category,
  TicketTopic,
  Incident,
  IncidentUpdate,
];

const commands = [
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
];
const queries = [
  ListTickets,
  ListTicketsForStaff,
  ShowTicket,
  ShowTicketToStaff,
  OpenAttachment,
  CustomerContext,
  TicketLicenses,
  TicketMail,
  UnverifiedTickets,
  Assignees,
];

// The doors of other modules hold no state, so this module has its own.
const doors = [Licensing, Orders];

/** Requests: conversations of customers with support. Global, because other modules reach it by its index only. */
@Global()
@Module({
  controllers: [
    TicketsApiController,
    AttachmentsApiController,
    StaffTicketsApiController,
    TicketsPagesController,
    ThreadPagesController,
    InboxPagesController,
    DeskPagesController,
    UnverifiedApiController,
    UnverifiedPagesController,
    ...serviceLevelsControllers,
    ...inboundControllers,
    ...visibilityControllers,
    ...closingControllers,
    ...categoriesControllers,
    ...deflectionControllers,
    ...draftsControllers,
    ...inboxControllers,
    ...incidentsControllers,
  ],
  providers: [
    Support,
    ...commands,
    ...queries,
    ...doors,
    ...serviceLevelsProviders,
    ...visibilityProviders,
    ...closingProviders,
    ...categoriesProviders,
    ...deflectionProviders,
    ...draftsProviders,
    DraftsJob,
    ThreadPage,
    NewRequestPage,
    ...inboxProviders,
    ...incidentsProviders,
    IncidentsJob,
    TellEverybodyAfterUpdate,
    ...inboundProviders,
    InboundMailJob,
    InboundParts,
    ServiceLevelsJob,
    RecalculateAfterServiceLevelsChanged,
    TicketRepository,
    ConversationRepository,
    MergeTickets,
    InternalNoteRepository,
    AttachmentUploads,
    ReceivedForms,
    StaffTicketPage,
    DeskMacros,
    InboxPage,
    { provide: UrgentRequests, useClass: OpenUrgentRequest },
    FollowMergedAccountInSupport,
    TakeTicketsOfLeaverBack,
    { provide: OpenRequests, useExisting: HandOverTickets },
  ],
  exports: [Support, UrgentRequests, OpenRequests],
})
export class SupportModule {
  constructor(catalogue: EmailCatalogue, files: FileOwners) {
    files.register({
      prefix: 'support/',
      keys: 'select storage_key as key from support.attachment',
      // The names of the files are their senders' words.
      names: `select a.storage_key as key, t.number as name, '/admin/tickets/' || t.id as href
        from support.attachment a join support.message m on m.id = a.message_id
          join support.ticket t on t.id = m.ticket_id`,
    });
    declareEmails(catalogue);
  }
}
