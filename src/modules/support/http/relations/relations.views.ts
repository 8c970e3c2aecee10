import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { RelatedTicket } from '../../application/relations/link-tickets.js';
import type { Thread } from '../../application/ticket-thread.js';
import { statusBadge, timeOf } from '../tickets.wording.js';

const nothingTyped: Omit<Refusal, 'code'> = { values: {}, errors: {}, summary: [], message: null };

export function splitView(
  thread: Thread,
  message: Thread['messages'][number],
  refusal: Refusal | null,
  reader: Reader,
) {
  const { t } = reader;
  const href = `/admin/tickets/${thread.id}`;
  return {
    breadcrumbs: [
      { label: t('support.inbox.title'), href: '/admin/tickets' },
      { label: thread.number, href },
      { label: t('inbox.split.title') },
    ],
    href,
    messageId: message.id,
    body: message.body,
    at: timeOf(message.createdAt, reader),
    files: message.attachments.length > 0 && t('inbox.split.files', { number: thread.number }),
    form: refusal ?? nothingTyped,
  };
}

/** Requests that belong to a request, with the form that links another one. */
export function relatedView(
  ticketId: string,
  related: readonly RelatedTicket[],
  refusal: Refusal | null,
  reader: Reader,
) {
  const href = `/admin/tickets/${ticketId}/links`;
  return {
    action: href,
    typed: refusal?.values.number,
    error: refusal?.errors.number,
    count: related.length === 0 ? null : String(related.length),
    items: related.map(({ id, number, subject, status }) => ({
      href: `/admin/tickets/${id}`,
      label: `${number} · ${subject}`,
      status: statusBadge(status, reader),
      unlinkAction: `${href}/${id}/delete`,
      unlink: reader.t('inbox.link.remove', { number }),
    })),
  };
}
