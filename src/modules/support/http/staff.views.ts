import { may, type StaffActor } from '../../../kernel/actor.js';
import { formatMoney } from '../../../kernel/money.js';
import type { Refusal } from '../../../platform/http/pages.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatDay, formatZonedInstant } from '../../../platform/i18n/format.js';
import type { CustomerFacts } from '../application/customer-context.js';
import type { TriageFacts } from '../application/inbox/triage-facts.js';
import type { TicketForStaff } from '../application/show-ticket-to-staff.js';
import { withNotes } from '../application/ticket-thread.js';
import { topicFacts } from './categories/topic.views.js';
import { linksView, ratingFacts } from './closing/closing.views.js';
import { entriesOf } from './desk-entries.views.js';
import type { Surroundings } from './desk-surroundings.js';
import { besideBundles, bundleFacts } from './diagnostics/diagnosis.views.js';
import { deskBeginning, draftView } from './drafts/drafts.views.js';
import { dueBadge, priorityBadge, priorityOptions, serviceFacts } from './due.wording.js';
import { heldView } from './inbound/inbound.views.js';
import type { DeskMacrosView } from './inbox/desk-macros.js';
import { snoozeOptions } from './inbox/snooze.views.js';
import { companyView } from './live/live.views.js';
import { passageView, subjectAnchor } from './redaction/redaction.views.js';
import { relatedView } from './relations/relations.views.js';
import { downloadsView, withdrawnView } from './requester-downloads.views.js';
import { heldElsewhereView, heldRepliesView } from './sending/sending.views.js';
import { historyView, replyView } from './tickets.views.js';
import { address, confidentialBadge, nameOf, statusBadge, statusOptions, timeOf } from './tickets.wording.js';

export interface StaffTicketParts extends Surroundings {
  readonly shown: TicketForStaff;
  readonly macros: DeskMacrosView;
  readonly submissionId: string;
  readonly refusal: Refusal | null;
}

export function staffTicketView(parts: StaffTicketParts, actor: StaffActor, reader: Reader) {
  const { thread, people, organizationName, dueState, triage, incidents } = parts.shown;
  const { t } = reader;
  const base = `/admin/tickets/${thread.id}`;
  const { chosen } = parts.macros;
  const { newer } = parts.context;
  // What another form than the one that writes was refused for stands above the request.
  const isReply = parts.refusal !== null && 'body' in parts.refusal.values;
  const reply = replyView(parts.submissionId, isReply ? parts.refusal : null);
  const typed = isReply ? reply.form.values : deskBeginning(parts.draft, chosen);
  const visibility = typed.visibility === 'internal' ? 'internal' : 'public';
  return {
    number: thread.number,
    subject: thread.subject,
    href: base,
    refused: isReply ? null : parts.refusal,
    mark: withNotes(thread.mark, parts.shown.notes.length),
    company: companyView(parts.company, reader),
    work: {
      myId: actor.userId,
      isMine: thread.assigneeId === actor.userId,
      isClosed: thread.status === 'closed',
      priority: t(`support.priority.${thread.priority}`),
      assignee: thread.assigneeId
        ? nameOf(people.get(thread.assigneeId), 'staff', reader)
        : t('support.detail.unassigned'),
      tags: triage.tags.join(', '),
    },
    held: heldRepliesView(thread.id, parts.held, reader),
    heldElsewhere: heldElsewhereView(parts.heldElsewhere, reader),
    status: statusBadge(thread.status, reader),
    dueBadge: dueBadge(dueState, reader),
    priority: priorityBadge(thread.priority, reader),
    priorities: priorityOptions(thread.priority, reader),
    unverified: thread.unverified,
    heldMails: heldView(parts.shown.mails, reader),
    confidential: confidentialBadge(thread, reader),
    related: relatedView(thread.id, parts.shown.related, parts.refusal, reader),
    merge: { typed: parts.refusal?.values.into, error: parts.refusal?.errors.into },
    triage: triageView(triage, parts.refusal, reader),
    entries: besideBundles(entriesOf(parts.shown, parts.refusal, reader), newer, {
      href: newer && may(actor, 'staff.releases') ? `/admin/releases/${newer.id}` : null,
      reader,
    }),
    redactSubject: passageView(`${base}/subject`, subjectAnchor, parts.refusal),
    history: historyView(parts.shown, reader),
    reply: {
      ...reply,
      body: typed.body,
      isInternal: visibility === 'internal',
      isPublic: visibility === 'public',
      seenMessageId: thread.messages.at(-1)?.id,
    },
    draft: draftView(base, isReply ? null : parts.draft, reader),
    macros: parts.macros,
    statuses: statusOptions(reader, thread.status),
    assignees: parts.assignees.map(({ id, name }) => ({
      value: id,
      label: id === actor.userId ? t('support.desk.me', { name }) : name,
      selected: id === thread.assigneeId,
    })),
    facts: [
      {
        label: t('support.detail.requester'),
        text: nameOf(people.get(thread.requesterId), 'customer', reader),
      },
      {
        label: t('support.desk.customer'),
        text: organizationName ?? t('support.people.former'),
        href: may(actor, 'staff.customers') ? `/admin/customers/${thread.organizationId}` : null,
      },
      {
        label: t('support.sharing.followers'),
        text: thread.followerIds.map((id) => nameOf(people.get(id), 'customer', reader)).join(', ') || null,
      },
      { label: t('support.detail.kind'), text: t(`support.kind.${thread.kind}`) },
      ...topicFacts(thread, reader, '/admin/tickets'),
      ...bundleFacts(thread, reader),
      ...incidents.map(({ id, title }) => ({
        label: t('incidents.name'),
        text: title,
        href: `/admin/incidents/${id}`,
      })),
      { label: t('support.detail.opened'), at: timeOf(thread.createdAt, reader) },
      ...serviceFacts(thread, reader),
      ...linksView('/admin/tickets', parts.shown.outcome, reader),
      ...ratingFacts(parts.shown.outcome, reader),
    ],
    context: {
      ...contextView(parts.context, thread.id, reader),
      downloads: downloadsView(parts.context, actor, reader),
    },
    withdrawn: withdrawnView(parts.context, actor, reader),
  };
}

function triageView(triage: TriageFacts, refusal: Refusal | null, reader: Reader) {
  const typed = typeof refusal?.values.tags === 'string' ? refusal.values.tags : null;
  return {
    tags: triage.tags.map((tag) => ({ tag, href: address('/admin/tickets', { view: 'all', tag }) })),
    typed: typed ?? triage.tags.join(', '),
    error: refusal?.errors.tags ?? null,
    until: triage.snoozedUntil && formatZonedInstant(triage.snoozedUntil, reader.locale, reader.timeZone),
    snoozeError: refusal?.errors.until ?? null,
    snoozeTimes: snoozeOptions(reader),
  };
}

/** The customer's newest licenses, orders and other requests, for the side panel. */
export function contextView({ licenses, orders, tickets }: CustomerFacts, ticketId: string, reader: Reader) {
  const { t, locale, timeZone } = reader;
  const day = (instant: Date) => formatDay(instant, locale, timeZone);
  return {
    licenses: licenses.map((license) => ({
      name: license.productName,
      serialNumber: license.serialNumber,
      detail: t(`support.context.${license.maintenanceEndsAt > reader.now ? 'license' : 'licenseEnded'}`, {
        used: license.installations,
        limit: license.installationLimit,
        day: day(license.maintenanceEndsAt),
      }),
      inactive: license.valid ? null : t('support.context.inactive'),
    })),
    orders: orders.map((order) => ({
      number: order.number,
      day: day(order.placedAt),
      total: formatMoney(order.total, locale),
    })),
    tickets: tickets
      .filter((ticket) => ticket.id !== ticketId)
      .map((ticket) => ({
        number: ticket.number,
        subject: ticket.subject,
        href: `/admin/tickets/${ticket.id}`,
        status: statusBadge(ticket.status, reader),
      })),
  };
}
