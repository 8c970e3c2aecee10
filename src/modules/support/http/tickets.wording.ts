import type { Reader } from '../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../platform/i18n/format.js';
import type { Person } from '../../../platform/ports/people.js';
import { isPicture } from '../application/preview-attachment.js';
import type { ThreadAttachment } from '../application/ticket-thread.js';
import { type TicketStatus, ticketStatuses } from '../events/ticket-words.js';

const badges: Readonly<Record<TicketStatus, { readonly tone: string; readonly icon: string }>> = {
  open: { tone: 'info', icon: 'circle-dot' },
  'in-progress': { tone: 'warning', icon: 'loader' },
  'on-hold': { tone: 'neutral', icon: 'circle-pause' },
  closed: { tone: 'success', icon: 'circle-check' },
};

/** Icon, word and color: never color alone (row S3.36). */
export const statusBadge = (status: TicketStatus, { t }: Reader) => ({
  ...badges[status],
  label: t(`support.status.${status}`),
});

/** Null for what the organization's rule decides. */
export const confidentialBadge = ({ confidential }: { readonly confidential: boolean }, { t }: Reader) =>
  confidential ? { tone: 'warning', icon: 'lock', label: t('support.sharing.badge') } : null;

export const statusOptions = ({ t }: Reader, selected: TicketStatus | undefined) =>
  ticketStatuses.map((status) => ({
    value: status,
    label: t(`support.status.${status}`),
    selected: status === selected,
  }));

export const timeOf = (instant: Date, { now, locale, timeZone }: Reader) =>
  shownTime(instant, now, locale, timeZone);

/** The name; for somebody who is gone, or the support team, a word. */
export function nameOf(person: Person | undefined, kind: 'customer' | 'staff', { t }: Reader): string {
  return person?.name || t(kind === 'staff' ? 'support.people.team' : 'support.people.former');
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}

export const fileOf = (base: string, file: ThreadAttachment, { locale }: Reader) => ({
  fileName: file.fileName,
  size: formatSize(file.sizeBytes, locale),
  href: `${base}/attachments/${file.id}`,
  preview: isPicture(file) && `${base}/attachments/${file.id}/preview`,
});

/** An address with the parameters that are set. */
export function address(
  path: string,
  parameters: Readonly<Record<string, string | null | undefined>>,
): string {
  const set = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}
