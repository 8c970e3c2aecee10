import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { ProductSummary } from '../../../licensing/index.js';
import type {
  IncidentTicket,
  ListedIncident,
  ShownIncident,
} from '../../application/incidents/show-incidents.js';
import { productOptions } from '../product-options.js';
import { statusBadge, timeOf } from '../tickets.wording.js';

export const incidentsPath = '/admin/incidents';

const nothingTyped: Omit<Refusal, 'code'> = { values: {}, errors: {}, summary: [], message: null };

const stateOf = ({ resolvedAt }: Pick<ListedIncident, 'resolvedAt'>, { t }: Reader) =>
  resolvedAt
    ? { tone: 'success', icon: 'circle-check', label: t('incidents.resolved') }
    : { tone: 'warning', icon: 'siren', label: t('incidents.running') };

export function incidentsView(
  { items, nextCursor }: Listing<ListedIncident>,
  refusal: Refusal | null,
  reader: Reader,
) {
  return {
    form: refusal ?? nothingTyped,
    incidents: items.map((incident) => ({
      title: incident.title,
      href: `${incidentsPath}/${incident.id}`,
      state: stateOf(incident, reader),
      requests: incident.requests,
      openedAt: timeOf(incident.openedAt, reader),
    })),
    nextHref: nextHref(incidentsPath, nextCursor, {}),
  };
}

function announcementView(
  { title, announcement }: ShownIncident,
  products: readonly ProductSummary[],
  form: Omit<Refusal, 'code'>,
  reader: Reader,
) {
  const { t } = reader;
  return {
    since:
      announcement &&
      t('incidents.announcedSince', { at: timeOf(announcement.announcedAt, reader).absolute }),
    headline: form.values.headline ?? announcement?.headline ?? title,
    products: productOptions(products, form.values.productId ?? announcement?.productId, reader),
  };
}

export function incidentView(
  incident: ShownIncident,
  asked: {
    readonly query: string | undefined;
    readonly found: readonly IncidentTicket[] | null;
    readonly refusal: Refusal | null;
    readonly products: readonly ProductSummary[];
  },
  reader: Reader,
) {
  const { t } = reader;
  const href = `${incidentsPath}/${incident.id}`;
  const form: Omit<Refusal, 'code'> = asked.refusal ?? nothingTyped;
  const line = (ticket: IncidentTicket) => ({
    ...ticket,
    href: `/admin/tickets/${ticket.id}`,
    status: statusBadge(ticket.status, reader),
    releaseAction: `${href}/tickets/${ticket.id}/release`,
    release: t('incidents.release', { number: ticket.number }),
  });
  return {
    title: incident.title,
    breadcrumbs: [{ label: t('incidents.title'), href: incidentsPath }, { label: incident.title }],
    href,
    state: stateOf(incident, reader),
    isOpen: incident.resolvedAt === null,
    requests: t('incidents.requests', { count: incident.requests }),
    form,
    error: form.errors.ticketId ?? form.message,
    resolves: form.values.resolves !== undefined,
    query: asked.query,
    announcement: announcementView(incident, asked.products, form, reader),
    found: asked.found?.map(line),
    tickets: incident.tickets.map(line),
    updates: incident.updates.map(({ author, body, resolves, writtenAt }) => ({
      author: author ?? t('support.people.team'),
      body,
      resolves,
      at: timeOf(writtenAt, reader),
    })),
  };
}
