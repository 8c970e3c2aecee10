import { Global, Module } from '@nestjs/common';
import { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { OpenRequests } from '../../platform/ports/open-requests.js';
import { UrgentRequests } from '../../platform/ports/urgent-requests.js';
import { FileOwners } from '../../platform/storage/file-owners.js';
import { Licensing } from '../licensing/index.js';
import { Orders } from '../orders/index.js';
import { categoriesProviders } from './application/categories/categories.providers.js';
import { closingProviders } from './application/closing/closing.providers.js';
import { conversationProviders } from './application/conversation.providers.js';
import { deflectionProviders } from './application/deflection/deflection.providers.js';
import { draftsProviders } from './application/drafts/drafts.providers.js';
import { HandOverTickets } from './application/hand-over-tickets.js';
import { importingProviders } from './application/importing/importing.providers.js';
import { inboundProviders } from './application/inbound/inbound.providers.js';
import { inboxProviders } from './application/inbox/inbox.providers.js';
import { incidentsProviders } from './application/incidents/incidents.providers.js';
import { liveProviders } from './application/live/live.providers.js';
import { OpenUrgentRequest } from './application/open-urgent-request.js';
import { redactionProviders } from './application/redaction/redaction.providers.js';
import { relationsProviders } from './application/relations/relations.providers.js';
import { reportsProviders } from './application/reports/reports.providers.js';
import { sendingProviders } from './application/sending/sending.providers.js';
import { serviceLevelsProviders } from './application/service-levels/service-levels.providers.js';
import { Support } from './application/support.js';
import { uploadsProviders } from './application/uploads/uploads.providers.js';
import { visibilityProviders } from './application/visibility/visibility.providers.js';
import { declareEmails } from './emails/declare-emails.js';
import { categoriesControllers } from './http/categories/categories.controllers.js';
import { closingControllers } from './http/closing/closing.controllers.js';
import { conversationControllers, conversationPages } from './http/conversation.controllers.js';
import { deflectionControllers } from './http/deflection/deflection.controllers.js';
import { diagnosticsControllers } from './http/diagnostics/diagnostics.controllers.js';
import { draftsControllers } from './http/drafts/drafts.controllers.js';
import { inboundControllers } from './http/inbound/inbound.controllers.js';
import { inboxControllers } from './http/inbox/inbox.controllers.js';
import { incidentsControllers } from './http/incidents/incidents.controllers.js';
import { liveControllers } from './http/live/live.controllers.js';
import { redactionControllers } from './http/redaction/redaction.controllers.js';
import { relationsControllers } from './http/relations/relations.controllers.js';
import { reportsControllers, reportsPages } from './http/reports/reports.controllers.js';
import { sendingControllers } from './http/sending/sending.controllers.js';
import { serviceLevelsControllers } from './http/service-levels/service-levels.controllers.js';
import { statusControllers } from './http/status/status.controllers.js';
import { uploadsControllers, uploadsPurposes } from './http/uploads/uploads.controllers.js';
import { visibilityControllers } from './http/visibility/visibility.controllers.js';
import { DraftsJob } from './jobs/drafts.job.js';
import { HeldRepliesJob } from './jobs/held-replies.job.js';
import { InboundMailJob } from './jobs/inbound-mail.job.js';
import { InboundParts } from './jobs/inbound-parts.js';
import { IncidentsJob } from './jobs/incidents.job.js';
import { ReportsJob } from './jobs/reports.job.js';
import { ServiceLevelsJob } from './jobs/service-levels.job.js';
import { SuggestedFormsJob } from './jobs/suggested-forms.job.js';
import { WaitingFilesJob } from './jobs/waiting-files.job.js';
import { FollowMergedAccountInSupport } from './subscribers/follow-merged-account.js';
import { ForgetDraftsOfLeaver } from './subscribers/forget-drafts-of-leaver.js';
import { RecalculateAfterServiceLevelsChanged } from './subscribers/recalculate-due-times.js';
import { TakeTicketsOfLeaverBack } from './subscribers/take-tickets-back.js';
import { TellEverybodyAfterUpdate } from './subscribers/tell-everybody.js';

// The doors of other modules hold no state, so this module has its own.
const doors = [Licensing, Orders];

/** Requests: conversations of customers with support. Global, because other modules reach it by its index only. */
@Global()
@Module({
  controllers: [
    ...conversationControllers,
    ...serviceLevelsControllers,
    ...inboundControllers,
    ...visibilityControllers,
    ...closingControllers,
    ...categoriesControllers,
    ...deflectionControllers,
    ...draftsControllers,
    ...inboxControllers,
    ...relationsControllers,
    ...liveControllers,
    ...sendingControllers,
    ...incidentsControllers,
    ...statusControllers,
    ...uploadsControllers,
    ...reportsControllers,
    ...diagnosticsControllers,
    ...redactionControllers,
  ],
  providers: [
    Support,
    ...conversationProviders,
    ...conversationPages,
    ...doors,
    ...serviceLevelsProviders,
    ...visibilityProviders,
    ...closingProviders,
    ...categoriesProviders,
    ...deflectionProviders,
    ...draftsProviders,
    DraftsJob,
    SuggestedFormsJob,
    ...inboxProviders,
    ...relationsProviders,
    ...liveProviders,
    ...sendingProviders,
    HeldRepliesJob,
    ...incidentsProviders,
    ...reportsProviders,
    ...importingProviders,
    ...reportsPages,
    ReportsJob,
    IncidentsJob,
    TellEverybodyAfterUpdate,
    ...uploadsProviders,
    ...redactionProviders,
    ...uploadsPurposes,
    WaitingFilesJob,
    ...inboundProviders,
    InboundMailJob,
    InboundParts,
    ServiceLevelsJob,
    RecalculateAfterServiceLevelsChanged,
    { provide: UrgentRequests, useClass: OpenUrgentRequest },
    FollowMergedAccountInSupport,
    TakeTicketsOfLeaverBack,
    ForgetDraftsOfLeaver,
    { provide: OpenRequests, useExisting: HandOverTickets },
  ],
  exports: [Support, UrgentRequests, OpenRequests],
})
export class SupportModule {
  constructor(catalogue: EmailCatalogue, files: FileOwners) {
    files.register({
      prefix: 'support/',
      keys: `select storage_key as key from support.attachment
        union all select storage_key from support.waiting_file
        union all select file ->> 'storageKey' from support.held_reply, jsonb_array_elements(files) file`,
      // The names of the files are their senders' words.
      names: `select a.storage_key as key, t.number as name, '/admin/tickets/' || t.id as href
        from support.attachment a join support.message m on m.id = a.message_id
          join support.ticket t on t.id = m.ticket_id`,
    });
    declareEmails(catalogue);
  }
}
