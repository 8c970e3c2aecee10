import { formatMoney } from '../../../kernel/money.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatDay, shownTime } from '../../../platform/i18n/format.js';
import type { Notification, Subject } from '../application/list-notifications.js';

const icons = {
  reply: 'message-square',
  'license-ending': 'calendar-clock',
  'maintenance-ending': 'calendar-clock',
  release: 'package',
  invoice: 'receipt',
} as const;

export function notificationRows(items: readonly Notification[], reader: Reader) {
  return items.map((item) => ({
    id: item.id,
    icon: icons[item.kind],
    read: item.read,
    ...wordsOf(item.subject, reader),
    at: shownTime(item.occurredAt, reader.now, reader.locale, reader.timeZone),
    openable: item.subject !== null,
  }));
}

/** What happened in a line, and what may be added, in the reader's language. */
export function wordsOf(subject: Subject | null, { t, locale, timeZone }: Reader) {
  if (!subject) return { title: t('notifications.gone'), detail: t('notifications.goneText') };
  switch (subject.kind) {
    case 'reply': {
      const { number, subject: title } = subject.of;
      return { title: t('notifications.reply', { number }), detail: title };
    }
    case 'release': {
      const { productName: product, version, entitled } = subject.of;
      const detail = t(entitled ? 'notifications.releaseText' : 'notifications.releaseRefused');
      return { title: t('notifications.release', { product, version }), detail };
    }
    case 'invoice': {
      const { number, total } = subject.of;
      return { title: t('notifications.invoice', { number }), detail: formatMoney(total, locale) };
    }
    default: {
      const { productName: product, serialNumber, expiresAt, maintenanceEndsAt } = subject.of;
      const end = subject.kind === 'license-ending' ? expiresAt : maintenanceEndsAt;
      if (!end) return { title: t('notifications.endsNoMore', { product }), detail: serialNumber };
      const date = formatDay(end, locale, timeZone);
      return { title: t(`notifications.${subject.kind}`, { product, date }), detail: serialNumber };
    }
  }
}

/** The page of what it is about; null once the reader may not see it. */
export function hrefOf({ subject, placeId }: Notification): string | null {
  if (!subject) return null;
  switch (subject.kind) {
    case 'reply':
      return `/requests/${subject.of.id}${placeId ? `#m-${placeId}` : ''}`;
    case 'release':
      return `/downloads/${subject.of.id}`;
    case 'invoice':
      return `/orders/${subject.of.id}`;
    default:
      return `/licenses/${subject.of.licenseId}`;
  }
}
