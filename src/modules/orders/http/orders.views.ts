import { formatMoney, type Money, money } from '../../../kernel/money.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatSize, type ShownTime, shownTime } from '../../../platform/i18n/format.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import type { ListedDelivery } from '../application/list-deliveries.js';
import type { ListedOrder } from '../application/list-orders.js';
import type { ShownOrder } from '../application/show-order.js';

interface Badge {
  readonly label: string;
  readonly tone: string;
  readonly icon: string;
}

const statusLooks: Record<ListedOrder['status'], { tone: string; icon: string }> = {
  pending: { tone: 'warning', icon: 'clock' },
  paid: { tone: 'success', icon: 'circle-check' },
  fulfilled: { tone: 'success', icon: 'package-check' },
  'partly-refunded': { tone: 'warning', icon: 'undo-2' },
  refunded: { tone: 'neutral', icon: 'undo-2' },
  canceled: { tone: 'neutral', icon: 'ban' },
};

const outcomeLooks: Record<ListedDelivery['outcome'], { tone: string; icon: string }> = {
  accepted: { tone: 'success', icon: 'circle-check' },
  'known-order': { tone: 'neutral', icon: 'copy-check' },
  replayed: { tone: 'neutral', icon: 'repeat' },
  ignored: { tone: 'neutral', icon: 'circle-slash' },
  'wrong-signature': { tone: 'error', icon: 'shield-alert' },
  'too-old': { tone: 'error', icon: 'timer-off' },
  invalid: { tone: 'error', icon: 'circle-alert' },
};

const badgeOf = (status: ListedOrder['status'], t: Translate): Badge => ({
  label: t(`orders.status.${status}`),
  ...statusLooks[status],
});

const time = (at: Date, { now, locale, timeZone }: Reader): ShownTime => shownTime(at, now, locale, timeZone);

const amount = (total: Money, { locale }: Reader): string => formatMoney(total, locale);

/** Rows of a list; `base` is `/orders` or `/admin/orders`. */
export function orderRows(orders: readonly ListedOrder[], base: string, reader: Reader) {
  return orders.map((order) => ({
    href: `${base}/${order.id}`,
    number: order.number,
    organization: order.organizationName,
    status: badgeOf(order.status, reader.t),
    placedAt: time(order.placedAt, reader),
    total: amount(order.total, reader),
  }));
}

/** One order with its lines, amounts and paper; `base` as in {@link orderRows}. */
export function orderView(order: ShownOrder, base: string, reader: Reader) {
  const { locale, t } = reader;
  const shown = (minor: number) => formatMoney(money(minor, order.currency), locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 });
  return {
    number: order.number,
    heading: t('orders.detail.title', { number: order.number }),
    status: badgeOf(order.status, t),
    placedAt: time(order.placedAt, reader),
    paidAt: order.paidAt && time(order.paidAt, reader),
    facts: factsOf(order, base, reader),
    lines: order.lines.map((line) => ({
      description: line.description,
      sku: line.sku,
      quantity: new Intl.NumberFormat(locale).format(line.quantity),
      unitPrice: shown(line.unitPriceMinor),
      taxRate: line.taxRatePercent === null ? '–' : percent.format(line.taxRatePercent / 100),
      net: shown(line.unitPriceMinor * line.quantity),
    })),
    net: shown(order.netMinor),
    tax: shown(order.taxMinor),
    total: shown(order.totalMinor),
    invoice: order.invoice && {
      number: order.invoice.number,
      issuedAt: time(order.invoice.issuedAt, reader),
      ready: order.invoice.ready,
      href: `${base}/${order.id}/invoice.pdf`,
      size: formatSize(order.invoice.sizeBytes ?? 0, locale),
      sha256: order.invoice.sha256,
    },
  };
}

function factsOf(order: ShownOrder, base: string, reader: Reader) {
  const { t, locale } = reader;
  const { address } = order;
  const staff = base.startsWith('/admin');
  const country = address && (new Intl.DisplayNames([locale], { type: 'region' }).of(address.country) ?? '');
  return [
    { label: t('orders.detail.placedAt'), at: time(order.placedAt, reader) },
    ...(order.paidAt ? [{ label: t('orders.detail.paidAt'), at: time(order.paidAt, reader) }] : []),
    {
      label: t('orders.detail.organization'),
      text: order.organizationName,
      ...(staff ? { href: `/admin/customers/${order.organizationId}` } : {}),
    },
    {
      label: t('orders.detail.buyer'),
      text: staff ? `${order.buyerName} <${order.buyerEmail}>` : order.buyerName,
    },
    ...(address
      ? [
          {
            label: t('orders.detail.address'),
            text: `${address.line1}, ${address.postalCode} ${address.city}, ${country}`,
          },
        ]
      : []),
    ...(order.vatId ? [{ label: t('orders.detail.vatId'), text: order.vatId }] : []),
  ];
}

/** Rows of the list of deliveries. */
export function deliveryRows(deliveries: readonly ListedDelivery[], reader: Reader) {
  return deliveries.map((delivery) => ({
    receivedAt: time(delivery.receivedAt, reader),
    webhookId: delivery.webhookId,
    eventType: delivery.eventType,
    outcome: { label: reader.t(`orders.outcome.${delivery.outcome}`), ...outcomeLooks[delivery.outcome] },
    order: delivery.orderNumber && {
      number: delivery.orderNumber,
      href: `/admin/orders/${delivery.orderId}`,
    },
    problem: delivery.problem,
  }));
}
