import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../../platform/i18n/format.js';
import type { LoggedDownload } from '../../application/log/download-log.js';

/** The download log of the organization, or of one person. */
export function logView({ items, nextCursor }: Listing<LoggedDownload>, ofAll: boolean, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  return {
    title: t('downloads.log.title'),
    subtitle: t(ofAll ? 'downloads.log.ofAll' : 'downloads.log.own'),
    breadcrumbs: [
      { label: t('downloads.list.title'), href: '/downloads' },
      { label: t('downloads.log.title') },
    ],
    exportHref: items.length > 0 ? '/downloads/log/export' : null,
    handedOverNote: items.some(({ delivery }) => delivery === 'handed-over')
      ? t('downloads.log.handedOverNote')
      : null,
    downloads: items.map((download) => ({
      href: `/downloads/${download.releaseId}`,
      release: `${download.productName} ${download.version}`,
      fileName: download.fileName,
      size: formatSize(download.sizeBytes, locale),
      person: download.person ?? t(download.userId === null ? 'downloads.log.updater' : 'downloads.log.gone'),
      at: shownTime(download.endedAt, now, locale, timeZone),
      delivery: deliveryBadge(download.delivery, reader),
      withdrawn: download.yankedAt && { tone: 'warning', icon: 'ban', label: t('downloads.log.withdrawn') },
    })),
    nextHref: nextHref('/downloads/log', nextCursor),
  };
}

/** What we know of how the file arrived. */
export const deliveryBadge = (delivery: LoggedDownload['delivery'], { t }: Reader) => ({
  ...(delivery === 'completed' ? { tone: 'success', icon: 'circle-check' } : { tone: 'info', icon: 'send' }),
  label: t(`downloads.log.delivery.${delivery}`),
});
