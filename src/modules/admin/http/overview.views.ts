import { formatMoney } from '../../../kernel/money.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatDay } from '../../../platform/i18n/format.js';
import type { Troubles } from '../application/operations.js';
import type { Overview } from '../application/show-overview.js';

// Queues are counted up to this; beyond it the number says nothing that an agent would act on differently.
const most = 1_000;

export function overviewView({ queues, releases, orders, troubles }: Overview, reader: Reader) {
  const { t, locale, timeZone } = reader;
  const numbers = new Intl.NumberFormat(locale);
  const count = (value: number) => (value >= most ? `${numbers.format(most)}+` : numbers.format(value));
  const queue = (name: 'open' | 'overdue' | 'unassigned', view: string, icon: string) =>
    queues && {
      label: t(`admin.overview.${name}`),
      value: count(queues[name]),
      href: `/admin/tickets?view=${view}`,
      icon,
    };
  const trouble = (name: keyof Troubles, icon: string) =>
    troubles && {
      label: t(`admin.overview.${name}`),
      value: count(troubles[name]),
      href: '/admin/operations',
      icon,
    };
  const waiting =
    releases === null
      ? []
      : [
          {
            label: t('admin.overview.releases'),
            value: count(releases),
            href: '/admin/licenses/release-requests',
            icon: 'monitor-off',
          },
        ];
  const tickets = queues
    ? [
        queue('open', 'active', 'inbox'),
        queue('overdue', 'overdue', 'alarm-clock'),
        queue('unassigned', 'unassigned', 'user-round-x'),
      ]
    : [];
  const all = [...tickets, ...waiting];
  return {
    queues: all.length > 0 ? all : null,
    troubles: troubles && [
      trouble('deadLetters', 'mail-x'),
      trouble('failingJobs', 'circle-x'),
      trouble('failedMails', 'mail-warning'),
      trouble('doubtfulMails', 'mail-question-mark'),
      trouble('bouncedMails', 'undo-2'),
    ],
    orders: orders && {
      items: orders.map((order) => ({
        href: `/admin/orders/${order.id}`,
        number: order.number,
        organization: order.organizationName ?? t('admin.customers.unknown'),
        placedAt: formatDay(order.placedAt, locale, timeZone),
        total: formatMoney(order.total, locale),
      })),
    },
  };
}
