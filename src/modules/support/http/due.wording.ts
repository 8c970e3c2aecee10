import type { Reader } from '../../../platform/http/readers.js';
import { formatZonedInstant } from '../../../platform/i18n/format.js';
import type { Due, DueState, ServiceTimes } from '../application/service-levels/due.js';
import { type TicketPriority, ticketPriorities } from '../events/ticket-words.js';
import { timeOf } from './tickets.wording.js';

const looks: Readonly<Record<TicketPriority, { readonly tone: string; readonly icon: string }>> = {
  low: { tone: 'neutral', icon: 'arrow-down' },
  normal: { tone: 'neutral', icon: 'minus' },
  high: { tone: 'warning', icon: 'arrow-up' },
  urgent: { tone: 'error', icon: 'flame' },
};

/** Null for what is as usual. */
export const priorityBadge = (priority: TicketPriority, { t }: Reader) =>
  priority === 'normal' ? null : { ...looks[priority], label: t(`support.priority.${priority}`) };

export const priorityOptions = (chosen: TicketPriority | null, { t }: Reader) =>
  ticketPriorities.map((value) => ({
    value,
    label: t(`support.priority.${value}`),
    selected: value === chosen,
  }));

/** In words and with an icon, never by color alone (row S1.5); null when there is time. */
export function dueBadge(state: DueState, { t }: Reader) {
  if (state === 'overdue') return { tone: 'error', icon: 'alarm-clock', label: t('support.inbox.overdue') };
  if (state === 'due-soon')
    return { tone: 'warning', icon: 'clock-alert', label: t('support.inbox.dueSoon') };
  return null;
}

/** The cell of the agents' list; null when nothing is due. */
export function staffDue({ dueTarget, dueAt, pausedAt }: Due, reader: Reader) {
  if (dueTarget === null) return null;
  const what = reader.t(`support.due.${dueTarget}`);
  if (dueAt) return { what, at: timeOf(dueAt, reader) };
  return pausedAt ? { what: reader.t('support.due.paused'), at: null } : null;
}

/** The cell of the customer's list, in the customer's time zone; null when nothing is promised. */
export function customerDue({ dueTarget, dueAt, pausedAt }: Due, reader: Reader) {
  if (dueTarget === null) return null;
  if (pausedAt) return { what: reader.t('support.due.waitsForYou'), at: null };
  return dueAt ? { what: reader.t(`support.due.${dueTarget}`), at: timeOf(dueAt, reader) } : null;
}

/** What a customer may count on, or why the clock stands still. */
export function dueFact({ dueTarget, dueAt, pausedAt }: Due, reader: Reader) {
  const { t, locale, timeZone, now } = reader;
  if (dueTarget === null) return [];
  const label = t(`support.due.${dueTarget}By`);
  const zoned = (instant: Date): string => formatZonedInstant(instant, locale, timeZone);
  if (pausedAt) return [{ label, text: t('support.due.pausedSince', { since: zoned(pausedAt) }) }];
  if (!dueAt) return [];
  const text = dueAt > now ? zoned(dueAt) : t('support.due.late', { at: zoned(dueAt) });
  return [{ label, text }];
}

/** Both targets as agents see them: due, met in time, or met late. */
export function serviceFacts(
  times: ServiceTimes & { readonly firstRespondedAt: Date | null },
  reader: Reader,
) {
  const { t } = reader;
  const { firstResponseDueAt, firstRespondedAt, resolutionDueAt, resolutionMetAt, pausedAt } = times;
  const fact = (target: 'firstResponse' | 'resolution', dueAt: Date | null, metAt: Date | null) => {
    if (metAt) {
      const key = dueAt && metAt > dueAt ? 'metLate' : 'met';
      return [{ label: t(`support.desk.${target}.${key}`), at: timeOf(metAt, reader) }];
    }
    return dueAt ? [{ label: t(`support.desk.${target}.due`), at: timeOf(dueAt, reader) }] : [];
  };
  return [
    ...fact('firstResponse', firstResponseDueAt, firstRespondedAt),
    ...fact('resolution', resolutionDueAt, resolutionMetAt),
    ...(pausedAt ? [{ label: t('support.desk.pausedSince'), at: timeOf(pausedAt, reader) }] : []),
  ];
}
