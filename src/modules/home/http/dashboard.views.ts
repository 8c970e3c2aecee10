import { type CustomerActor, may } from '../../../kernel/actor.js';
import { formatMoney } from '../../../kernel/money.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatDay, shownTime } from '../../../platform/i18n/format.js';
import type { Dashboard } from '../application/show-dashboard.js';

type Items<Key extends keyof Dashboard> = NonNullable<Dashboard[Key]>;

const ticketLooks: Readonly<Record<string, { readonly tone: string; readonly icon: string }>> = {
  open: { tone: 'info', icon: 'circle-dot' },
  'in-progress': { tone: 'warning', icon: 'loader' },
  'on-hold': { tone: 'neutral', icon: 'circle-pause' },
};

/** The sections that the actor may see; one that is null has no place on the page (row S3.28). */
export function dashboardView(dashboard: Dashboard, actor: CustomerActor, reader: Reader) {
  const { running, tickets, licenses, orders, downloads } = dashboard;
  return {
    provisional: actor.provisional,
    asksForEmail: actor.email === null && !actor.provisional,
    running: running.map(({ id, headline, updates }) => ({
      href: `/status#${id}`,
      headline,
      text: updates[0]?.body,
    })),
    mayOpen: may(actor, 'tickets.write'),
    tickets: tickets && { items: ticketRows(tickets, reader) },
    licenses: licenses && { items: licenseRows(licenses, reader) },
    orders: orders && { items: orderRows(orders, reader) },
    downloads: downloads && { items: downloadRows(downloads, reader) },
    links: quickLinks(actor, reader),
    account: accountFacts(actor, reader),
  };
}

function ticketRows(tickets: Items<'tickets'>, { t, now, locale, timeZone }: Reader) {
  return tickets.map((ticket) => ({
    href: `/requests/${ticket.id}`,
    number: ticket.number,
    subject: ticket.subject,
    status: { ...ticketLooks[ticket.status], label: t(`support.status.${ticket.status}`) },
    updatedAt: shownTime(ticket.updatedAt, now, locale, timeZone),
  }));
}

function licenseRows(licenses: Items<'licenses'>, { t, locale, timeZone, now }: Reader) {
  return licenses.map((license) => {
    const day = formatDay(license.maintenanceEndsAt, locale, timeZone);
    const over = license.maintenanceEndsAt < now;
    return {
      href: `/licenses/${license.licenseId}`,
      product: license.productName,
      serialNumber: license.serialNumber,
      status: {
        tone: license.valid ? 'success' : 'warning',
        icon: license.valid ? 'circle-check' : 'circle-alert',
        label: t(license.valid ? 'home.licenses.usable' : 'home.licenses.notUsable'),
      },
      maintenance: t(over ? 'home.licenses.maintenanceEnded' : 'home.licenses.maintenance', { day }),
    };
  });
}

function orderRows(orders: Items<'orders'>, { locale, timeZone }: Reader) {
  return orders.map((order) => ({
    href: `/orders/${order.id}`,
    number: order.number,
    placedAt: formatDay(order.placedAt, locale, timeZone),
    total: formatMoney(order.total, locale),
  }));
}

function downloadRows(downloads: Items<'downloads'>, { t, locale, timeZone }: Reader) {
  return downloads.map((release) => ({
    href: `/downloads/${release.id}`,
    name: t('home.downloads.release', { product: release.productName, version: release.version }),
    publishedAt: formatDay(release.publishedAt, locale, timeZone),
    status: {
      tone: release.entitled ? 'success' : 'neutral',
      icon: release.entitled ? 'circle-check' : 'lock',
      label: t(release.entitled ? 'home.downloads.entitled' : 'home.downloads.notEntitled'),
    },
  }));
}

function quickLinks(actor: CustomerActor, { t }: Reader) {
  const link = (name: string, href: string, icon: string) => ({ label: t(`home.links.${name}`), href, icon });
  return [
    link('documentation', '/help', 'book-open'),
    ...(may(actor, 'tickets.write') && !actor.provisional
      ? [link('support', '/requests/new', 'message-square')]
      : [link('contact', '/contact', 'mail')]),
    ...(actor.provisional ? [] : [link('status', '/status', 'siren')]),
    link('account', '/account', 'settings'),
  ];
}

function accountFacts(actor: CustomerActor, { t }: Reader) {
  return [
    { label: t('home.account.name'), text: actor.name },
    { label: t('home.account.email'), text: actor.email ?? t('home.account.noEmail') },
    { label: t('home.account.organization'), text: actor.organizationName },
  ];
}
