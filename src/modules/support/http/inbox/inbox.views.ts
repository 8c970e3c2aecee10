import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { InboxTicket } from '../../application/list-tickets-for-staff.js';
import { ticketPriorities, ticketStatuses } from '../../events/ticket-words.js';
import { dueBadge, priorityBadge, staffDue } from '../due.wording.js';
import type { InboxAddress } from '../tickets.forms.js';
import { address, statusBadge, timeOf } from '../tickets.wording.js';

const views = ['active', 'due', 'overdue', 'unassigned', 'mine', 'snoozed', 'closed', 'all'] as const;

export interface InboxParts {
  readonly listing: Listing<InboxTicket>;
  readonly assignees: readonly { readonly id: string; readonly name: string }[];
  /** Why many were not changed. */
  readonly refusal: Refusal | null;
  readonly me: string;
}

export function inboxView(parts: InboxParts, { view, query, tag, cursor }: InboxAddress, reader: Reader) {
  const { items, nextCursor } = parts.listing;
  const { t } = reader;
  return {
    view,
    query,
    cursor,
    bulk: bulkView(parts, reader),
    tag: tag ? { tag, href: address('/admin/tickets', { view, query }) } : null,
    filtered: view !== 'active' || Boolean(query || tag),
    tabs: views.map((value) => ({
      label: t(`support.inbox.views.${value}`),
      href: address('/admin/tickets', { view: value, query, tag }),
      current: value === view,
    })),
    requests: items.map((ticket) => ({
      id: ticket.id,
      chosen: chosenIn(parts.refusal).has(ticket.id),
      choose: t('inbox.bulk.choose', { number: ticket.number }),
      number: ticket.number,
      subject: ticket.subject,
      href: `/admin/tickets/${ticket.id}`,
      organization: ticket.organizationName ?? t('support.people.former'),
      requester: ticket.requesterName ?? t('support.people.former'),
      assignee: ticket.assigneeName ?? t('support.detail.unassigned'),
      status: statusBadge(ticket.status, reader),
      priority: priorityBadge(ticket.priority, reader),
      dueBadge: dueBadge(ticket.dueState, reader),
      due: staffDue(ticket, reader),
      tags: ticket.tags.map((word) => ({ tag: word, href: address('/admin/tickets', { view, tag: word }) })),
      snoozedUntil: ticket.snoozedUntil && timeOf(ticket.snoozedUntil, reader),
      updatedAt: timeOf(ticket.updatedAt, reader),
    })),
    nextHref: nextHref('/admin/tickets', nextCursor, { view, query, tag }),
  };
}

const chosenIn = (refusal: Refusal | null): Set<unknown> => new Set([refusal?.values.ticketId].flat());

/** The form that changes many at once, as it was typed. */
function bulkView({ assignees, refusal, me }: InboxParts, { t }: Reader) {
  const values: Readonly<Record<string, unknown>> = refusal?.values ?? {};
  const option = (value: string, label: string, typed: unknown) => ({
    value,
    label,
    selected: value === typed,
  });
  return {
    isOpen: refusal !== null,
    message: refusal && (refusal.message ?? refusal.errors.ticketId ?? refusal.errors.change),
    errors: refusal?.errors ?? {},
    tags: values.tags,
    statuses: ticketStatuses.map((one) => option(one, t(`support.status.${one}`), values.status)),
    priorities: ticketPriorities.map((one) => option(one, t(`support.priority.${one}`), values.priority)),
    assignees: [
      option('least-busy', t('inbox.bulk.shareOut'), values.assignee),
      option('nobody', t('inbox.bulk.nobody'), values.assignee),
      ...assignees.map(({ id, name }) =>
        option(id, id === me ? t('support.desk.me', { name }) : name, values.assignee),
      ),
    ],
  };
}
