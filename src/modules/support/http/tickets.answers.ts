import type { UserId } from '../../../kernel/ids.js';
import type { Person } from '../../../platform/ports/people.js';
import type { TriageFacts } from '../application/inbox/triage-facts.js';
import type { ListedTicket } from '../application/list-tickets.js';
import type { InboxTicket } from '../application/list-tickets-for-staff.js';
import type { Due } from '../application/service-levels/due.js';
import type { ShownTicket } from '../application/show-ticket.js';
import type { TicketForStaff } from '../application/show-ticket-to-staff.js';
import type { Thread, ThreadAttachment, ThreadMessage } from '../application/ticket-thread.js';
import type { StoredAttachment } from '../domain/ticket.js';
import type { AuthorKind } from '../events/ticket-words.js';
import { toRating } from './closing/closing.views.js';

type People = ReadonlyMap<UserId, Person>;

const nameOf = (people: People, id: UserId | null): string | null =>
  id === null ? null : (people.get(id)?.name ?? null);

export function toItem(ticket: ListedTicket) {
  const { id, number, subject, status, createdAt, updatedAt } = ticket;
  return {
    id,
    number,
    subject,
    status,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    due: toDue(ticket),
  };
}

const toDue = ({ dueTarget, dueAt, pausedAt }: Due) =>
  dueTarget && {
    target: dueTarget,
    at: dueAt?.toISOString() ?? null,
    pausedSince: pausedAt?.toISOString() ?? null,
  };

export function toInboxItem(ticket: InboxTicket) {
  const { organizationId, organizationName, requesterName, assigneeId, assigneeName } = ticket;
  const { priority, dueState } = ticket;
  return {
    ...toItem(ticket),
    organizationId,
    organizationName,
    requesterName,
    assigneeId,
    assigneeName,
    priority,
    dueState,
    firstResponseDueAt: ticket.firstResponseDueAt?.toISOString() ?? null,
    overdue: dueState === 'overdue',
    ...toTriage(ticket),
  };
}

const toTriage = ({ tags, snoozedUntil }: TriageFacts) => ({
  tags,
  snoozedUntil: snoozedUntil?.toISOString() ?? null,
});

/** @param base below which the reader fetches attachments, e.g. `/api/v1/tickets` */
export function toAttachment(base: string, ticketId: string, file: ThreadAttachment | StoredAttachment) {
  const { id, fileName, sizeBytes, contentType, bundle = null } = file;
  return { id, fileName, sizeBytes, contentType, href: `${base}/${ticketId}/attachments/${id}`, bundle };
}

function toMessage(base: string, thread: Thread, people: People, message: ThreadMessage) {
  const { id, authorId, authorKind, body, createdAt, removedFiles, notAttached } = message;
  return {
    id,
    author: authorOf(people, authorId, authorKind),
    body,
    createdAt: createdAt.toISOString(),
    removedFiles,
    notAttached,
    attachments: message.attachments.map((file) => toAttachment(base, thread.id, file)),
  };
}

const authorOf = (people: People, id: UserId, kind: AuthorKind) => ({ kind, name: nameOf(people, id) });

function toThread(base: string, thread: Thread, people: People) {
  return {
    ...toItem(thread),
    kind: thread.kind,
    licenseId: thread.licenseId,
    category: thread.topic?.category ?? null,
    version: thread.topic?.appVersion ?? null,
    fields: thread.topic?.answers ?? [],
    confidential: thread.confidential,
    followers: thread.followerIds.map((id) => ({ id, name: nameOf(people, id) })),
    requester: nameOf(people, thread.requesterId),
    assignee: nameOf(people, thread.assigneeId),
    messages: thread.messages.map((message) => toMessage(base, thread, people, message)),
    statusHistory: thread.history.map(({ from, to, byId, byKind, at }) => ({
      from,
      to,
      by: authorOf(people, byId, byKind),
      at: at.toISOString(),
    })),
  };
}

/** A request as customers get it: members are listed, so nothing else can slip in. */
export const toDetail = ({ thread, people }: ShownTicket) => toThread('/api/v1/tickets', thread, people);

export function toStaffDetail({
  thread,
  notes,
  people,
  organizationName,
  dueState,
  outcome,
  triage,
}: TicketForStaff) {
  return {
    ...toThread('/api/v1/staff/tickets', thread, people),
    organizationId: thread.organizationId,
    organizationName,
    assigneeId: thread.assigneeId,
    priority: thread.priority,
    dueState,
    firstResponseDueAt: thread.firstResponseDueAt?.toISOString() ?? null,
    firstRespondedAt: thread.firstRespondedAt?.toISOString() ?? null,
    resolutionDueAt: thread.resolutionDueAt?.toISOString() ?? null,
    resolvedAt: thread.resolutionMetAt?.toISOString() ?? null,
    overdue: dueState === 'overdue',
    ...toTriage(triage),
    rating: outcome.rating && toRating(outcome.rating),
    notes: notes.map(({ id, authorId, body, createdAt }) => ({
      id,
      author: nameOf(people, authorId),
      body,
      createdAt: createdAt.toISOString(),
    })),
  };
}
