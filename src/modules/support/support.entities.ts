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
import { Redaction } from './domain/redaction/redaction.js';
import { HeldReply } from './domain/sending/held-reply.js';
import { BusinessCalendar } from './domain/service-level/business-calendar.js';
import { ServiceClock } from './domain/service-level/service-clock.js';
import { ServiceLevel } from './domain/service-level/service-level.js';
import { Attachment, Message, StatusChange, Ticket } from './domain/ticket.js';
import { Visibility } from './domain/visibility/visibility.js';

/** Everything of this module that the database keeps as an entity. */
export const supportEntities = [
  Ticket,
  Message,
  StatusChange,
  Attachment,
  Redaction,
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
  HeldReply,
];
