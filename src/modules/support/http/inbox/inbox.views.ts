import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatZonedInstant } from '../../../../platform/i18n/format.js';
import type { ShownView } from '../../application/inbox/saved-views.js';
import type { TriageFacts } from '../../application/inbox/triage-facts.js';
import type { InboxTicket } from '../../application/list-tickets-for-staff.js';
import type { HeldElsewhere } from '../../application/sending/show-held-replies.js';
import { ticketKinds, ticketPriorities, ticketStatuses } from '../../events/ticket-words.js';
import { dueBadge, priorityBadge, staffDue } from '../due.wording.js';
import { countdownOf, heldElsewhereView } from '../sending/sending.views.js';
import type { InboxAddress } from '../tickets.forms.js';
import { statusBadge, timeOf } from '../tickets.wording.js';
import { inboxHref, narrowingOf } from './inbox-address.js';

const views = ['active', 'due', 'overdue', 'unassigned', 'mine', 'snoozed', 'closed', 'all'] as const;

/** A form of the inbox that was refused. */
export interface RefusedForm {
  readonly form: 'bulk' | 'keep';
  readonly refusal: Refusal;
}

export interface InboxParts {
  readonly listing: Listing<InboxTicket>;
  readonly assignees: readonly { readonly id: string; readonly name: string }[];
  readonly saved: readonly ShownView[];
  /** Replies that the agent may still take back. */
  readonly held: readonly HeldElsewhere[];
  readonly refused: RefusedForm | null;
  readonly me: string;
}

export function inboxView(parts: InboxParts, asked: InboxAddress, reader: Reader) {
  const { items, nextCursor } = parts.listing;
  const { t } = reader;
  const { cursor, ...narrowing } = asked;
  const { view, tag, version } = narrowing;
  const chosen = new Set([refusalOf(parts, 'bulk')?.values.ticketId].flat());
  return {
    ...narrowing,
    from: new URLSearchParams({ ...narrowingOf(asked), ...(cursor ? { cursor } : {}) }).toString(),
    bulk: bulkView(parts, reader),
    heldElsewhere: heldElsewhereView(parts.held, reader),
    filters: filtersView(parts, asked, reader),
    saved: savedView(parts, asked),
    onlyVersion: version ? { version, href: inboxHref({ ...narrowing, version: undefined }) } : null,
    tag: tag ? { tag, href: inboxHref({ ...narrowing, tag: undefined }) } : null,
    filtered: Object.keys(narrowingOf(asked)).length > 1 || view !== 'active',
    tabs: views.map((value) => ({
      label: t(`support.inbox.views.${value}`),
      href: inboxHref({ ...narrowing, view: value }),
      current: value === view,
    })),
    requests: items.map((ticket) => ({
      id: ticket.id,
      chosen: chosen.has(ticket.id),
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
      tags: ticket.tags.map((word) => ({ tag: word, href: inboxHref({ view, tag: word }) })),
      snoozedUntil: snoozedText(ticket, reader),
      held: ticket.heldUntil && countdownOf(ticket.heldUntil, reader),
      updatedAt: timeOf(ticket.updatedAt, reader),
    })),
    nextHref: nextHref('/admin/tickets', nextCursor, narrowing),
  };
}

const refusalOf = ({ refused }: InboxParts, form: RefusedForm['form']): Refusal | null =>
  refused?.form === form ? refused.refusal : null;

/** When a request comes back into sight, in words; null while it is there. */
const snoozedText = ({ snoozedUntil }: TriageFacts, { t, locale, timeZone }: Reader) =>
  snoozedUntil && t('inbox.snoozedUntil', { at: formatZonedInstant(snoozedUntil, locale, timeZone) });

const optionsOf =
  (typed: unknown) =>
  (value: string, label: string): Option => ({ value, label, selected: value === typed });

interface Option {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
}

function filtersView({ assignees }: InboxParts, asked: InboxAddress, { t }: Reader) {
  const [priority, assignee, kind] = [
    optionsOf(asked.priority),
    optionsOf(asked.assignee),
    optionsOf(asked.kind),
  ];
  return {
    priorities: ticketPriorities.map((one) => priority(one, t(`support.priority.${one}`))),
    assignees: [assignee('me', t('inbox.me')), ...assignees.map(({ id, name }) => assignee(id, name))],
    kinds: ticketKinds.map((one) => kind(one, t(`support.kind.${one}`))),
  };
}

/** The views that the agent keeps or that are shared, and the form that keeps another one. */
function savedView(parts: InboxParts, asked: InboxAddress) {
  const refusal = refusalOf(parts, 'keep');
  const here = inboxHref(narrowingOf(asked));
  return {
    views: parts.saved.map(({ id, name, mine, shared, filter }) => ({
      name,
      shared,
      href: inboxHref(filter),
      current: inboxHref(filter) === here,
      deleteAction: mine ? `/admin/ticket-views/${id}/delete` : null,
    })),
    isOpen: refusal !== null,
    name: refusal?.values.name,
    isShared: Boolean(refusal?.values.shared),
    error: refusal && (refusal.errors.name ?? refusal.message),
  };
}

/** The form that changes many at once, as it was typed. */
function bulkView(parts: InboxParts, { t }: Reader) {
  const refusal = refusalOf(parts, 'bulk');
  const values: Readonly<Record<string, unknown>> = refusal?.values ?? {};
  const [status, priority, assignee] = [
    optionsOf(values.status),
    optionsOf(values.priority),
    optionsOf(values.assignee),
  ];
  return {
    isOpen: refusal !== null,
    message: refusal && (refusal.message ?? refusal.errors.ticketId ?? refusal.errors.change),
    errors: refusal?.errors ?? {},
    tags: values.tags,
    statuses: ticketStatuses.map((one) => status(one, t(`support.status.${one}`))),
    priorities: ticketPriorities.map((one) => priority(one, t(`support.priority.${one}`))),
    assignees: [
      assignee('least-busy', t('inbox.bulk.shareOut')),
      assignee('nobody', t('inbox.bulk.nobody')),
      ...parts.assignees.map(({ id, name }) =>
        assignee(id, id === parts.me ? t('support.desk.me', { name }) : name),
      ),
    ],
  };
}
