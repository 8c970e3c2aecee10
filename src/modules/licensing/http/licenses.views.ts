import type { Reader } from '../../../platform/http/readers.js';
import { formatDay } from '../../../platform/i18n/format.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import type { ListedLicense } from '../application/list-licenses.js';

const statusLooks: Record<ListedLicense['status'], { tone: string; icon: string }> = {
  active: { tone: 'success', icon: 'circle-check' },
  suspended: { tone: 'warning', icon: 'circle-pause' },
  revoked: { tone: 'error', icon: 'ban' },
  expired: { tone: 'neutral', icon: 'calendar-x' },
};

/** The status of a license, as a badge. */
export const badgeOf = (status: ListedLicense['status'], t: Translate) => ({
  label: t(`licensing.status.${status}`),
  ...statusLooks[status],
});

/** Rows of a list; `base` is `/licenses` or `/admin/licenses`, `organizations` names owners for staff. */
export function licenseRows(
  licenses: readonly ListedLicense[],
  base: string,
  reader: Reader,
  organizations: ReadonlyMap<string, string> = new Map(),
) {
  const { t } = reader;
  return licenses.map((license) => ({
    href: `${base}/${license.id}`,
    serialNumber: license.serialNumber,
    product: license.productName,
    organization: organizations.get(license.organizationId) ?? t('licensing.staff.unknownOrganization'),
    status: badgeOf(license.status, t),
    maintenance: maintenanceOf(license, reader),
    installations: t('licensing.list.seats', seatsOf(license, reader)),
  }));
}

/** Until when updates are included. */
export function maintenanceOf({ maintenanceEndsAt }: ListedLicense, { t, locale, timeZone, now }: Reader) {
  const over = maintenanceEndsAt <= now;
  const date = formatDay(maintenanceEndsAt, locale, timeZone);
  return {
    text: t(over ? 'licensing.detail.maintenanceOver' : 'licensing.detail.maintenanceUntil', { date }),
    over,
  };
}

/** The places in use, as figures. */
export function seatsOf({ installations, installationLimit }: ListedLicense, { locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  return { inUse: number.format(installations), limit: number.format(installationLimit) };
}
