import type { Refusal } from '../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../platform/http/paging.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../platform/i18n/format.js';
import type { StaffRelease } from '../application/staff-releases.js';
import { architectures, artifactTypes, platforms } from './releases.schemas.js';

const tones = {
  draft: { tone: 'neutral', icon: 'pencil' },
  published: { tone: 'success', icon: 'circle-check' },
  yanked: { tone: 'error', icon: 'ban' },
} as const;

const href = (id: string): string => `/admin/releases/${id}`;

const badge = ({ status }: StaffRelease, { t }: Reader) => ({
  ...tones[status],
  label: t(`downloads.staff.status.${status}`),
});

export function staffListView(listing: Listing<StaffRelease>, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const headers = ['release', 'product', 'status', 'channel', 'files', 'downloads', 'published'];
  return {
    title: t('downloads.staff.title'),
    headers: headers.map((name) => ({ label: t(`downloads.staff.column.${name}`) })),
    releases: listing.items.map((release) => ({
      href: href(release.id),
      version: release.version,
      title: release.title,
      product: release.productName,
      status: badge(release, reader),
      channel: t(`downloads.channel.${release.channel}`),
      files: release.artifacts.length,
      downloads: release.completedDownloads,
      published: release.publishedAt && shownTime(release.publishedAt, now, locale, timeZone),
    })),
    nextHref: nextHref('/admin/releases', listing.nextCursor),
  };
}

const crumbs = (title: string, { t }: Reader) => [
  { label: t('downloads.staff.title'), href: '/admin/releases' },
  { label: title },
];

const refused = (refusal: Refusal | null) => ({
  errors: refusal?.errors ?? {},
  summary: refusal ? [...refusal.summary, ...(refusal.message ? [{ message: refusal.message }] : [])] : null,
});

const options = (names: readonly string[], key: string, { t }: Reader) =>
  names.map((value) => ({ value, label: t(`downloads.${key}.${value}`) }));

export function draftFormView(
  products: readonly { readonly id: string; readonly name: string }[],
  refusal: Refusal | null,
  reader: Reader,
) {
  const title = reader.t('downloads.staff.new');
  return {
    title,
    breadcrumbs: crumbs(title, reader),
    products: products.map(({ id, name }) => ({ value: id, label: name })),
    channels: options(['stable', 'beta'], 'channel', reader),
    values: refusal?.values ?? { channel: 'stable' },
    ...refused(refusal),
  };
}

export function staffReleaseView(release: StaffRelease, refusal: Refusal | null, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const title = `${release.productName} ${release.version}`;
  const when = (instant: Date | null) => instant && shownTime(instant, now, locale, timeZone);
  return {
    title,
    subtitle: release.title,
    breadcrumbs: crumbs(title, reader),
    status: badge(release, reader),
    facts: [
      { label: t('downloads.staff.column.channel'), text: t(`downloads.channel.${release.channel}`) },
      { label: t('downloads.staff.drafted'), at: when(release.draftedAt) },
      { label: t('downloads.staff.column.published'), at: when(release.publishedAt) },
      { label: t('downloads.staff.column.downloads'), text: String(release.completedDownloads) },
      ...(release.critical ? [{ label: t('downloads.staff.mark'), text: t('downloads.critical') }] : []),
      ...(release.yankReason ? [{ label: t('downloads.staff.yankReason'), text: release.yankReason }] : []),
    ],
    notes: release.notesMarkdown,
    files: release.artifacts.map((file) => ({
      fileName: file.fileName,
      system: `${t(`downloads.platform.${file.platform}`)} · ${file.architecture}`,
      type: t(`downloads.type.${file.type}`),
      size: formatSize(file.sizeBytes, locale),
      sha256: file.sha256,
      shownHash: `${file.sha256.slice(0, 12)}…${file.sha256.slice(-4)}`,
    })),
    platforms: options(platforms, 'platform', reader),
    architectures: options(architectures, 'architecture', reader),
    types: options(artifactTypes, 'type', reader),
    draft: release.status === 'draft',
    published: release.status === 'published',
    attachAction: `${href(release.id)}/artifacts`,
    publishAction: `${href(release.id)}/publish`,
    yankAction: `${href(release.id)}/yank`,
    values: refusal?.values ?? {},
    ...refused(refusal),
  };
}
