import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { DeskRequest } from '../../application/hand-over/list-release-requests.js';
import { requestBadge } from './hand-over.views.js';

const desk = '/admin/licenses/release-requests';

/** What waits for staff, or what they decided. */
export function deskView(
  { items, nextCursor }: Listing<DeskRequest>,
  status: 'open' | 'closed',
  reader: Reader,
) {
  const { t } = reader;
  return {
    tabs: (['open', 'closed'] as const).map((one) => ({
      label: t(`handover.desk.${one}`),
      href: one === 'open' ? desk : `${desk}?status=closed`,
      current: one === status,
    })),
    isOpen: status === 'open',
    requests: items.map((request) => rowOf(request, reader)),
    nextHref: nextHref(desk, nextCursor, { status: status === 'open' ? null : status }),
  };
}

/** One request with the forms that decide it. */
export function requestDetailView(request: DeskRequest, reader: Reader, refusal: Refusal | null) {
  const { t } = reader;
  const row = rowOf(request, reader);
  return {
    ...row,
    deskHref: desk,
    isOpen: request.status === 'open',
    answer: request.answer,
    facts: [
      { label: t('licensing.staff.organization'), text: row.organization, href: row.organizationHref },
      { label: t('handover.desk.by'), text: row.by },
      { label: t('licensing.list.serialNumber'), text: request.serialNumber, href: row.licenseHref },
      { label: t('licensing.list.product'), text: request.productName },
      { label: t('licensing.installation.platform'), text: request.platform },
      { label: t('licensing.installation.version'), text: request.version },
      { label: t('licensing.installation.lastSeen'), at: row.lastSeen },
      { label: t('handover.desk.before'), text: String(request.releasesBefore) },
    ],
    values: refusal?.values ?? {},
    errors: refusal?.errors ?? {},
    summary: refusal?.summary ?? [],
    message: refusal?.message ?? null,
  };
}

function rowOf(request: DeskRequest, { t, now, locale, timeZone }: Reader) {
  const name = request.requestedByName ?? t('handover.desk.somebody');
  return {
    href: `${desk}/${request.id}`,
    machineName: request.machineName,
    serialNumber: request.serialNumber,
    reason: request.reason,
    organization: request.organizationName ?? t('licensing.staff.unknownOrganization'),
    organizationHref: `/admin/customers/${request.organizationId}`,
    licenseHref: `/admin/licenses/${request.licenseId}`,
    by: request.byKeyHolder ? t('handover.desk.keyHolder', { name }) : name,
    status: requestBadge(request.status, t),
    lastSeen: shownTime(request.lastSeenAt, now, locale, timeZone),
    requestedAt: shownTime(request.requestedAt, now, locale, timeZone),
  };
}
