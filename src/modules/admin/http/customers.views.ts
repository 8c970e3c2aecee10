import { formatMoney } from '../../../kernel/money.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatDay, formatSize, shownTime } from '../../../platform/i18n/format.js';
import type { SentToday } from '../../../platform/uploads/upload-quota.js';
import type { LoggedDownload } from '../../downloads/index.js';
import type { OrganizationMember, OrganizationSummary } from '../../identity/index.js';
import type { TicketStatus } from '../../support/index.js';
import type { ShownCustomer } from '../application/show-customer.js';

export function customersView(found: readonly OrganizationSummary[], query: string, reader: Reader) {
  const { t, locale, timeZone } = reader;
  return {
    query,
    filtered: query !== '',
    customers: found.map((organization) => ({
      href: `/admin/customers/${organization.id}`,
      name: organization.name,
      kind: t(`admin.customers.kind.${organization.kind}`),
      members: organization.members,
      since: formatDay(organization.createdAt, locale, timeZone),
    })),
  };
}

export function customerView(shown: ShownCustomer, sent: SentToday, reader: Reader) {
  const { t, locale, timeZone, now } = reader;
  const { organization, members, licenses, orders, tickets, downloads } = shown;
  const day = (instant: Date) => formatDay(instant, locale, timeZone);
  return {
    name: organization.name,
    facts: [
      { label: t('admin.customers.kindLabel'), text: t(`admin.customers.kind.${organization.kind}`) },
      { label: t('admin.customers.since'), text: day(organization.createdAt) },
      { label: t('admin.customers.sentToday'), text: sentToday(sent, reader) },
      { label: t('admin.customers.id'), copy: organization.id },
    ],
    members: members.map((member) => memberRow(member, reader)),
    licenses: licenses && {
      items: licenses.map((license) => ({
        href: `/admin/licenses/${license.licenseId}`,
        product: license.productName,
        serialNumber: license.serialNumber,
        status: license.valid
          ? { tone: 'success', icon: 'circle-check', label: t('admin.customers.usable') }
          : { tone: 'warning', icon: 'circle-alert', label: t('admin.customers.notUsable') },
        installations: `${license.installations} / ${license.installationLimit}`,
        maintenance: day(license.maintenanceEndsAt),
      })),
    },
    orders: orders && {
      items: orders.map((order) => ({
        href: `/admin/orders/${order.id}`,
        number: order.number,
        placedAt: day(order.placedAt),
        total: formatMoney(order.total, locale),
      })),
    },
    tickets: tickets && {
      items: tickets.map((ticket) => ({
        href: `/admin/tickets/${ticket.id}`,
        number: ticket.number,
        subject: ticket.subject,
        status: { ...ticketStatuses[ticket.status], label: t(`support.status.${ticket.status}`) },
        updatedAt: shownTime(ticket.updatedAt, now, locale, timeZone),
      })),
    },
    downloads: downloads.map((download) => downloadRow(download, reader)),
  };
}

type Look = { readonly tone: string; readonly icon: string };

const states: Readonly<Record<OrganizationMember['state'], Look>> = {
  active: { tone: 'success', icon: 'circle-check' },
  provisional: { tone: 'warning', icon: 'circle-help' },
  disabled: { tone: 'neutral', icon: 'ban' },
  invited: { tone: 'info', icon: 'mail' },
  'invitation-expired': { tone: 'warning', icon: 'clock' },
};

const ticketStatuses: Readonly<Record<TicketStatus, Look>> = {
  open: { tone: 'info', icon: 'circle-dot' },
  'in-progress': { tone: 'warning', icon: 'loader' },
  'on-hold': { tone: 'neutral', icon: 'circle-pause' },
  closed: { tone: 'success', icon: 'circle-check' },
};

const sentToday = ({ sentBytes, limitBytes }: SentToday, { t, locale }: Reader): string =>
  t('admin.customers.sentOf', { sent: formatSize(sentBytes, locale), most: formatSize(limitBytes, locale) });

function memberRow(member: OrganizationMember, { t, now, locale, timeZone }: Reader) {
  return {
    name: member.name || t('admin.customers.unnamed'),
    login: member.email ?? member.username,
    role: t(`admin.customers.role.${member.role}`),
    state: { ...states[member.state], label: t(`admin.customers.state.${member.state}`) },
    lastSeenAt: member.lastSeenAt && shownTime(member.lastSeenAt, now, locale, timeZone),
  };
}

function downloadRow(download: LoggedDownload, { t, now, locale, timeZone }: Reader) {
  return {
    release: `${download.productName} ${download.version}`,
    withdrawn: download.yankedAt && { tone: 'warning', icon: 'ban', label: t('downloads.log.withdrawn') },
    fileName: download.fileName,
    person: download.person ?? t(download.userId === null ? 'downloads.log.updater' : 'downloads.log.gone'),
    handedOver:
      download.delivery === 'handed-over'
        ? { tone: 'info', icon: 'send', label: t('downloads.log.delivery.handed-over') }
        : null,
    at: shownTime(download.endedAt, now, locale, timeZone),
  };
}
