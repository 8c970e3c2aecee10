import type { Reader } from '../../../../platform/http/readers.js';
import { formatDay, shownTime } from '../../../../platform/i18n/format.js';
import type { ShownInstallation, ShownLicense } from '../../application/show-license.js';
import type { ShownUsage } from '../../application/usage/show-usage.js';
import { badgeOf, maintenanceOf, seatsOf } from '../licenses.views.js';

/** One license as its owner sees it. */
export function licensePageView(license: ShownLicense, reader: Reader) {
  const { t } = reader;
  const full = license.installations >= license.installationLimit;
  return {
    product: license.productName,
    serialNumber: license.serialNumber,
    status: badgeOf(license.status, t),
    explanation: license.status === 'active' ? null : t(`licensing.detail.why.${license.status}`),
    facts: factsOf(license, reader),
    features: license.features,
    usage: license.usage.map((one) => usageView(one, reader)),
    seats: {
      label: t(`license.kind.${license.kind}.places`),
      text: t('licensing.list.seats', seatsOf(license, reader)),
      value: Math.min(license.installations, license.installationLimit),
      max: license.installationLimit,
      tone: full ? 'warning' : null,
    },
    full: full && license.status === 'active',
    installed: license.installed.map((one) => installationView(one, reader)),
  };
}

function factsOf(license: ShownLicense, reader: Reader) {
  const { t } = reader;
  const { editionName, coreLimit, userLimit } = license;
  return [
    ...(editionName ? [{ label: t('license.facts.edition'), text: editionName }] : []),
    { label: t('license.facts.kind'), text: t(`license.kind.${license.kind}.name`) },
    { label: t('licensing.detail.maintenance'), text: maintenanceOf(license, reader).text },
    { label: t('licensing.detail.expiresAt'), text: endOf(license, reader) },
    ...limitOf({ label: t('license.facts.cores'), inUse: license.cores, limit: coreLimit }, reader),
    ...limitOf({ label: t('license.facts.users'), inUse: license.users, limit: userLimit }, reader),
    { label: t('licensing.detail.issuedAt'), at: time(license.issuedAt, reader) },
  ];
}

function endOf({ expiresAt, termBeganAt }: ShownLicense, { t, locale, timeZone }: Reader): string {
  if (expiresAt) return formatDay(expiresAt, locale, timeZone);
  return t(termBeganAt ? 'licensing.detail.never' : 'license.facts.notBegun');
}

function limitOf(
  of: { readonly label: string; readonly inUse: number; readonly limit: number | null },
  { t, locale }: Reader,
) {
  if (of.limit === null) return [];
  const number = new Intl.NumberFormat(locale);
  const figures = { inUse: number.format(of.inUse), limit: number.format(of.limit) };
  return [{ label: of.label, text: t('licensing.list.seats', figures) }];
}

function usageView({ counter, used, allowance, resetsAt }: ShownUsage, reader: Reader) {
  const { t, locale, timeZone } = reader;
  const number = new Intl.NumberFormat(locale);
  const figures = { used: number.format(used), allowance: number.format(allowance ?? 0) };
  const text = t(allowance === null ? 'license.usage.unlimited' : 'license.usage.of', figures);
  if (!resetsAt) return { label: counter, text };
  return {
    label: counter,
    text: t('license.usage.resets', { text, date: formatDay(resetsAt, locale, timeZone) }),
  };
}

/** A machine with its state in words. */
export function installationView(one: ShownInstallation, reader: Reader) {
  return {
    id: one.id,
    name: one.name,
    platform: one.platform,
    version: one.version,
    lastSeenAt: time(one.lastSeenAt, reader),
    status: stateOf(one, reader),
    note: noteOf(one, reader),
  };
}

function stateOf(one: ShownInstallation, { t }: Reader) {
  if (one.releasedAt)
    return { label: t('licensing.installation.released'), tone: 'neutral', icon: 'circle-minus' };
  if (one.silent) return { label: t('license.machine.silent'), tone: 'warning', icon: 'monitor-x' };
  return { label: t('licensing.installation.inUse'), tone: 'success', icon: 'monitor-check' };
}

/** Since when, by whom, or how many: what the badge does not say. */
function noteOf(one: ShownInstallation, { t, locale, timeZone }: Reader): string | null {
  const dayOf = (instant: Date) => formatDay(instant, locale, timeZone);
  if (one.releasedAt) {
    const { releasedBy: by } = one;
    const name = by?.kind === 'staff' ? t('license.history.bySupport') : by?.name;
    const date = dayOf(one.releasedAt);
    if (name) return t('license.machine.releasedBy', { date, name });
    return t(`license.machine.releasedFor.${one.releaseReason ?? 'other'}`, { date });
  }
  if (one.silent) return t('license.machine.silentSince', { date: dayOf(one.lastSeenAt) });
  if (one.leaseEndsAt) {
    return t('license.machine.leaseUntil', {
      at: shownTime(one.leaseEndsAt, one.leaseEndsAt, locale, timeZone).absolute,
    });
  }
  return null;
}

const time = (at: Date, { now, locale, timeZone }: Reader) => shownTime(at, now, locale, timeZone);
