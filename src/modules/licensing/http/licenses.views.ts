import type { Reader } from '../../../platform/http/readers.js';
import { formatDay, type ShownTime, shownTime } from '../../../platform/i18n/format.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import type { ListedLicense } from '../application/list-licenses.js';
import type { ShownInstallation, ShownLicense } from '../application/show-license.js';

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

const time = (at: Date, { now, locale, timeZone }: Reader): ShownTime => shownTime(at, now, locale, timeZone);

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

/** One license with its installations. */
export function licenseView(license: ShownLicense, reader: Reader) {
  const { t, locale, timeZone } = reader;
  return {
    product: license.productName,
    serialNumber: license.serialNumber,
    status: badgeOf(license.status, t),
    explanation: license.status === 'active' ? null : t(`licensing.detail.why.${license.status}`),
    usable: license.status === 'active',
    facts: [
      { label: t('licensing.detail.issuedAt'), at: time(license.issuedAt, reader) },
      { label: t('licensing.detail.maintenance'), text: maintenanceOf(license, reader).text },
      {
        label: t('licensing.detail.expiresAt'),
        text: license.expiresAt
          ? formatDay(license.expiresAt, locale, timeZone)
          : t('licensing.detail.never'),
      },
    ],
    seats: {
      text: t('licensing.list.seats', seatsOf(license, reader)),
      value: Math.min(license.installations, license.installationLimit),
      max: license.installationLimit,
      tone: license.installations >= license.installationLimit ? 'warning' : null,
    },
    full: license.installations >= license.installationLimit,
    installed: license.installed.map((one) => installationView(one, reader)),
  };
}

function installationView(one: ShownInstallation, reader: Reader) {
  const { t } = reader;
  return {
    name: one.name,
    platform: one.platform,
    version: one.version,
    activatedAt: time(one.activatedAt, reader),
    lastSeenAt: time(one.lastSeenAt, reader),
    status: one.releasedAt
      ? { label: t('licensing.installation.released'), tone: 'neutral', icon: 'circle-minus' }
      : { label: t('licensing.installation.inUse'), tone: 'success', icon: 'monitor-check' },
  };
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
