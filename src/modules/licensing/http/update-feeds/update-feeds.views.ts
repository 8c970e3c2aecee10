import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { LicenseFeeds } from '../../application/update-feeds/list-update-feeds.js';

const hrefOf = (licenseId: string): string => `/licenses/${licenseId}/update-feeds`;

function licenseOf({ licenseId, serialNumber, productName }: LicenseFeeds) {
  const licenseHref = `/licenses/${licenseId}`;
  return { serialNumber, productName, licenseHref, feedsHref: hrefOf(licenseId) };
}

/** The addresses of a license, and the form for another one. */
export function feedsView(license: LicenseFeeds, reader: Reader, refusal: Refusal | null) {
  const { t, now, locale, timeZone } = reader;
  return {
    ...licenseOf(license),
    feeds: license.feeds.map((feed) => ({
      name: feed.name,
      channel: t(`feeds.channel.${feed.channel}`),
      maker: feed.installationId === null ? feed.createdBy : t('feeds.byMachine'),
      madeAt: shownTime(feed.createdAt, now, locale, timeZone),
      closeAction: `${hrefOf(license.licenseId)}/${feed.id}/close`,
    })),
    channels: ['stable', 'beta'].map((value) => ({ value, label: t(`feeds.channel.${value}`) })),
    values: refusal?.values ?? { channel: 'stable' },
    errors: refusal?.errors ?? {},
    summary: refusal?.summary.length ? refusal.summary : null,
    message: refusal?.message ?? null,
  };
}

/** The address that was just made, and what each updater takes of it. */
export function openedView(
  license: LicenseFeeds,
  { url, name }: { readonly url: string; readonly name: string },
) {
  return {
    ...licenseOf(license),
    name,
    url,
    updaters: [
      { name: 'Sparkle', address: `${url}appcast.xml` },
      { name: 'electron-updater', address: url },
      {
        name: 'Tauri',
        address: `${url}tauri.json?target={{target}}&arch={{arch}}&version={{current_version}}`,
      },
      { name: 'JSON', address: `${url}feed.json` },
    ],
  };
}
