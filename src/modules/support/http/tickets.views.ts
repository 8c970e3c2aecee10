import { type CustomerActor, may } from '../../../kernel/actor.js';
import type { Refusal } from '../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../platform/http/paging.js';
import type { Reader } from '../../../platform/http/readers.js';
import type { Entitlement } from '../../licensing/index.js';
import type { Draft } from '../application/drafts/show-draft.js';
import { type ListedTicket, whoseRequests } from '../application/list-tickets.js';
import type { ShownTicket } from '../application/show-ticket.js';
import type { ThreadMessage } from '../application/ticket-thread.js';
import { ticketStatuses } from '../events/ticket-words.js';
import { topicFacts } from './categories/topic.views.js';
import { besideBundles, bundleFacts, diagnosisView } from './diagnostics/diagnosis.views.js';
import { continued } from './drafts/drafts.views.js';
import { customerDue, dueFact } from './due.wording.js';
import type { OwnAddress } from './tickets.forms.js';
import {
  address,
  confidentialBadge,
  fileOf,
  initialsOf,
  nameOf,
  statusBadge,
  timeOf,
} from './tickets.wording.js';

const nothingTyped: Omit<Refusal, 'code'> = { values: {}, errors: {}, summary: [], message: null };

export interface OwnList {
  readonly listing: Listing<ListedTicket>;
  /** Whose products can be asked for. */
  readonly licenses: readonly Entitlement[];
  readonly asked: OwnAddress;
  readonly mayOpen: boolean;
}

export function listView({ listing, licenses, asked, mayOpen }: OwnList, reader: Reader) {
  const { t } = reader;
  const { cursor: _, ...filter } = asked;
  const tab = (value: OwnAddress['status'], label: string) => ({
    label,
    href: address('/requests', { ...filter, status: value }),
    current: value === asked.status,
  });
  return {
    mayOpen,
    query: asked.query,
    status: asked.status,
    filtered: Object.values(filter).some(Boolean),
    tabs: [
      tab(undefined, t('support.list.all')),
      ...ticketStatuses.map((value) => tab(value, t(`support.status.${value}`))),
    ],
    kinds: [undefined, 'support' as const, 'service' as const].map((value) => ({
      value: value ?? '',
      label: t(value ? `support.kind.${value}` : 'support.kind.any'),
      selected: value === asked.kind,
    })),
    whose: [undefined, ...whoseRequests].map((value) => ({
      value: value ?? '',
      label: t(`support.list.whose.${value ?? 'all'}`),
      selected: value === asked.whose,
    })),
    products: productOptions(licenses, asked.product, reader),
    requests: listing.items.map((ticket) => ({
      number: ticket.number,
      subject: ticket.subject,
      href: `/requests/${ticket.id}`,
      status: statusBadge(ticket.status, reader),
      due: customerDue(ticket, reader),
      updatedAt: timeOf(ticket.updatedAt, reader),
    })),
    nextHref: nextHref('/requests', listing.nextCursor, filter),
  };
}

/** Nothing to choose from where there is one product, unless one is chosen. */
function productOptions(licenses: readonly Entitlement[], chosen: string | undefined, { t }: Reader) {
  const names = new Map(licenses.map(({ productId, productName }) => [productId, productName]));
  if (names.size < 2 && !chosen) return [];
  const options = [...names].map(([value, label]) => ({ value, label, selected: value === chosen }));
  return [{ value: '', label: t('support.list.anyProduct'), selected: false }, ...options];
}

export interface NewRequest {
  readonly licenses: readonly Entitlement[];
  /** A license that a link asked for. */
  readonly licenseId: string | null;
  readonly submissionId: string;
  readonly refusal: Refusal | null;
  readonly draft: Draft | null;
}

export function newView({ licenses, licenseId, submissionId, refusal, draft }: NewRequest, { t }: Reader) {
  const form: Omit<Refusal, 'code'> = refusal ?? continued(draft) ?? nothingTyped;
  const only = licenses.length === 1 ? (licenses[0]?.licenseId ?? null) : null;
  const chosen = 'licenseId' in form.values ? form.values.licenseId : (licenseId ?? only);
  const known = licenses.find((license) => license.licenseId === chosen);
  return {
    form,
    licenseId: known?.licenseId ?? null,
    submissionId: form.values.submissionId ?? submissionId,
    licenses: licenses.map((license) => ({
      value: license.licenseId,
      label: `${license.productName} · ${license.serialNumber}`,
      selected: license.licenseId === chosen,
    })),
    confidential: form.values.confidential === 'true',
    kinds: (['support', 'service'] as const).map((value) => ({
      value,
      label: t(`support.kind.${value}`),
      selected: form.values.kind === value,
    })),
  };
}

/** The thread without the form beneath it. */
export function threadView(
  { thread, people, license, newer }: ShownTicket,
  actor: CustomerActor,
  reader: Reader,
) {
  const { t } = reader;
  const base = `/requests/${thread.id}`;
  const assignee = thread.assigneeId && nameOf(people.get(thread.assigneeId), 'staff', reader);
  return {
    number: thread.number,
    subject: thread.subject,
    licenseId: thread.licenseId,
    href: base,
    mark: thread.mark,
    status: statusBadge(thread.status, reader),
    confidential: confidentialBadge(thread, reader),
    isClosed: thread.status === 'closed',
    mayReply: may(actor, 'tickets.write'),
    facts: [
      { label: t('support.detail.reference'), copy: thread.number },
      { label: t('support.detail.status'), status: statusBadge(thread.status, reader) },
      ...dueFact(thread, reader),
      { label: t('support.detail.assignee'), text: assignee ?? t('support.detail.unassigned') },
      { label: t('support.detail.kind'), text: t(`support.kind.${thread.kind}`) },
      ...topicFacts(thread, reader),
      ...bundleFacts(thread, reader),
      ...(license
        ? [
            {
              label: t('support.detail.license'),
              text: license.productName,
              href: `/licenses/${license.licenseId}`,
            },
          ]
        : []),
      { label: t('support.detail.opened'), at: timeOf(thread.createdAt, reader) },
      { label: t('support.detail.updated'), at: timeOf(thread.updatedAt, reader) },
    ],
    messages: besideBundles(
      thread.messages.map((message) => messageView(base, message, people, reader)),
      newer,
      { href: newer && `/downloads/${newer.id}`, reader },
    ),
    history: historyView({ thread, people }, reader),
  };
}

export function messageView(
  base: string,
  message: ThreadMessage,
  people: ShownTicket['people'],
  reader: Reader,
) {
  const author = nameOf(people.get(message.authorId), message.authorKind, reader);
  return {
    anchor: `m-${message.id}`,
    author,
    initials: initialsOf(author),
    staff: message.authorKind === 'staff',
    role: message.authorKind === 'staff' ? reader.t('support.people.role') : null,
    at: timeOf(message.createdAt, reader),
    body: message.body,
    removed:
      message.removedFiles > 0 ? reader.t('support.redaction.files', { count: message.removedFiles }) : null,
    notAttached: message.notAttached.join(', ') || null,
    files: message.attachments.map((file) => ({
      ...fileOf(base, file, reader),
      bundle: diagnosisView(file.bundle, reader),
    })),
  };
}

/** Oldest first, beginning with the opening itself. */
export function historyView({ thread, people }: Pick<ShownTicket, 'thread' | 'people'>, reader: Reader) {
  const { t } = reader;
  const opened = {
    text: t('support.history.opened'),
    by: nameOf(people.get(thread.requesterId), 'customer', reader),
    at: timeOf(thread.createdAt, reader),
    ...iconOf('open', reader),
  };
  const steps = thread.history.map((step) => ({
    text: t('support.history.became', { status: t(`support.status.${step.to}`) }),
    by: nameOf(people.get(step.byId), step.byKind, reader),
    at: timeOf(step.at, reader),
    ...iconOf(step.to, reader),
  }));
  return [opened, ...steps];
}

function iconOf(status: Parameters<typeof statusBadge>[0], reader: Reader) {
  const { icon, tone } = statusBadge(status, reader);
  return { icon, tone };
}

/** Null unless it is the reply that was refused: the page has other forms, which say nothing of what was typed into it. */
export const refusedReply = (refusal: Refusal | null): Refusal | null =>
  refusal && 'body' in refusal.values ? refusal : null;

/** The reply form's part of the view. */
export function replyView(submissionId: string, refusal: Refusal | null, draft: Draft | null = null) {
  const begun = continued(draft) ?? nothingTyped;
  const form: Omit<Refusal, 'code'> = refusedReply(refusal) ?? { ...begun, ...refusal, values: begun.values };
  return { form, submissionId: form.values.submissionId ?? submissionId };
}
