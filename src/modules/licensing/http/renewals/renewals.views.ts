import type { Reader } from '../../../../platform/http/readers.js';
import { formatDay } from '../../../../platform/i18n/format.js';
import type { RenewalPreview } from '../../application/renewals/preview-renewal.js';

/** What a renewal today would change, as sentences; null when the license cannot be renewed. */
export function renewalView(preview: RenewalPreview, reader: Reader): readonly string[] | null {
  const { before, after } = preview;
  if (!after) return null;
  const { t, locale, timeZone } = reader;
  const date = formatDay(after.maintenanceEndsAt, locale, timeZone);
  const moves = date !== formatDay(before.maintenanceEndsAt, locale, timeZone);
  const updates = moved('updates', before.maintenanceEndsAt, after.maintenanceEndsAt, reader);
  return [endWords(preview, reader), updates, ...(moves ? [t('license.renewal.reach', { date })] : [])];
}

function endWords({ before, after, endIsOpen }: RenewalPreview, reader: Reader): string {
  if (before.expiresAt && after?.expiresAt) return moved('end', before.expiresAt, after.expiresAt, reader);
  return reader.t(endIsOpen ? 'license.renewal.endOpen' : 'license.renewal.neverEnds');
}

function moved(what: 'end' | 'updates', before: Date, after: Date, reader: Reader): string {
  const { t, locale, timeZone } = reader;
  const dates = {
    before: formatDay(before, locale, timeZone),
    after: formatDay(after, locale, timeZone),
  };
  return t(`license.renewal.${what}${dates.after === dates.before ? 'Stays' : 'Moves'}`, dates);
}
