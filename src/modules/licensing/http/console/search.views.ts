import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { LicenseSearch } from '../../application/console/search-licenses.js';
import type { ProductSummary } from '../../application/licensing.js';
import type { ListedLicense } from '../../application/list-licenses.js';
import { licenseRows } from '../licenses.views.js';

const statuses = ['active', 'suspended', 'revoked', 'expired'] as const;
const periods = [7, 30, 90] as const;
const path = '/admin/licenses';

/** The filters as they stand in an address; the ones that are not set are left out. */
export function filtersOf(search: LicenseSearch): Record<string, string> {
  const { query, status, productId, endsWithinDays, orderId, organizationId } = search;
  const given = { query, status, productId, endsWithinDays, orderId, organizationId };
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  );
}

/** The console's list of licenses with its filters. */
export function searchView(
  of: {
    readonly found: Listing<ListedLicense>;
    readonly products: readonly ProductSummary[];
    readonly owners: ReadonlyMap<string, string>;
    readonly query: LicenseSearch;
    /** Requests to release a machine that wait for staff. */
    readonly waiting: number;
  },
  reader: Reader,
) {
  const { found, products, owners, query, waiting } = of;
  const { t } = reader;
  const filters = filtersOf(query);
  const { orderId, organizationId } = query;
  return {
    licenses: licenseRows(found.items, path, reader, owners),
    nextHref: nextHref(path, found.nextCursor, filters),
    filtered: Object.keys(filters).length > 0,
    exportHref: `${path}/export?${new URLSearchParams(filters)}`,
    values: filters,
    kept: [
      ...(orderId ? [{ name: 'orderId', value: orderId }] : []),
      ...(organizationId ? [{ name: 'organizationId', value: organizationId }] : []),
    ],
    statuses: statuses.map((status) => ({ value: status, label: t(`licensing.status.${status}`) })),
    products: products.map(({ id, name }) => ({ value: id, label: name })),
    periods: periods.map((days) => ({
      value: String(days),
      label: t('console.search.days', { count: days }),
    })),
    waiting: waiting > 0 ? t('handover.desk.link', { count: waiting }) : null,
    issueHref: organizationId ? `${path}/new?organizationId=${organizationId}` : `${path}/new`,
  };
}
