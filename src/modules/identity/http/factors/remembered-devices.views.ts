import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { RememberedDeviceEntry } from '../../application/factors/list-remembered-devices.js';
import { deviceOf, placeOf } from '../sessions/sessions.views.js';

/** A remembered browser as pages show it. @param network the address that the reader asks from */
export function rememberedDeviceView(
  entry: RememberedDeviceEntry,
  network: string,
  { t, locale, timeZone, now }: Reader,
) {
  return {
    id: entry.id,
    device: deviceOf(entry, t('identity.account.unknownDevice')),
    place: entry.network === network ? t('identity.account.thisNetwork') : placeOf(entry),
    since: shownTime(entry.createdAt, now, locale, timeZone),
    until: shownTime(entry.expiresAt, now, locale, timeZone),
    current: entry.current,
  };
}

/** A remembered browser as the API answers it. @param network the address that the caller asks from */
export function rememberedDeviceAnswer(entry: RememberedDeviceEntry, network: string, { t }: Reader) {
  const { id, createdAt, expiresAt } = entry;
  return {
    id,
    device: deviceOf(entry, t('identity.account.unknownDevice')),
    network: placeOf(entry),
    thisNetwork: entry.network === network,
    createdAt,
    expiresAt,
  };
}
