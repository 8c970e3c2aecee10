import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatDay, shownTime } from '../../../../platform/i18n/format.js';
import type { OfflineDesk, OfflineFile } from '../../application/offline/show-offline-desk.js';

/** The desk; what was typed stays, a chosen file browsers forget. */
export function deskView(desk: OfflineDesk, reader: Reader, refusal: Refusal | null) {
  const { now, locale, timeZone, t } = reader;
  return {
    ...desk,
    action: `/licenses/${desk.licenseId}/offline`,
    licenseHref: `/licenses/${desk.licenseId}`,
    machines: desk.machines.map(({ name, fileId, endsAt }) => ({
      name,
      href: `/licenses/offline-files/${fileId}`,
      endsAt: shownTime(endsAt, now, locale, timeZone),
      status:
        endsAt > now
          ? { label: t('licensing.offline.runs'), tone: 'success', icon: 'circle-check' }
          : { label: t('licensing.offline.over'), tone: 'warning', icon: 'clock-alert' },
    })),
    errors: refusal?.errors ?? {},
    summary: refusal?.summary ?? [],
    message: refusal?.message ?? null,
    machineName: typeof refusal?.values.machineName === 'string' ? refusal.values.machineName : '',
  };
}

/** A file that is ready to be carried to its machine. */
export function fileView(file: OfflineFile, { t, locale, timeZone }: Reader) {
  const { licenseId, productName, serialNumber, name, fileId, endsAt } = file;
  return {
    productName,
    serialNumber,
    licenseHref: `/licenses/${licenseId}`,
    deskHref: `/licenses/${licenseId}/offline`,
    downloadHref: `/licenses/offline-files/${fileId}/download`,
    fileName: `${serialNumber}.license`,
    lead: t('licensing.offline.ready', { name, date: formatDay(endsAt, locale, timeZone) }),
  };
}
