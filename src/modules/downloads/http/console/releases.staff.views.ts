import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../../platform/i18n/format.js';
import type { StaffRelease } from '../../application/staff-releases.js';
import { architectures, artifactTypes, platforms } from '../releases.schemas.js';

const tones = {
  draft: { tone: 'neutral', icon: 'pencil' },
  published: { tone: 'success', icon: 'circle-check' },
  halted: { tone: 'warning', icon: 'circle-pause' },
  yanked: { tone: 'error', icon: 'ban' },
} as const;

export const href = (id: string): string => `/admin/releases/${id}`;

const badge = ({ status, haltedAt }: StaffRelease, { t }: Reader) => {
  const shown = status === 'published' && haltedAt !== null ? 'halted' : status;
  return { ...tones[shown], label: t(`downloads.staff.status.${shown}`) };
};

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
      downloads: release.completedDownloads + release.handedOverDownloads,
      published: release.publishedAt && shownTime(release.publishedAt, now, locale, timeZone),
    })),
    nextHref: nextHref('/admin/releases', listing.nextCursor),
  };
}

export const crumbs = {
  list: ({ t }: Reader) => ({ label: t('downloads.staff.title'), href: '/admin/releases' }),
};

export const refused = (refusal: Refusal | null) => ({
  errors: refusal?.errors ?? {},
  summary: refusal ? [...refusal.summary, ...(refusal.message ? [{ message: refusal.message }] : [])] : null,
});

export const options = (names: readonly string[], key: string, { t }: Reader) =>
  names.map((value) => ({ value, label: t(`downloads.${key}.${value}`) }));

/** The forms that ask for a reason. */
export type ReasonForm = 'halt' | 'yank';

export function staffReleaseView(
  release: StaffRelease,
  { refusal, reason }: { readonly refusal: Refusal | null; readonly reason: ReasonForm | null },
  reader: Reader,
) {
  const title = `${release.productName} ${release.version}`;
  const { errors, summary } = refused(refusal);
  return {
    title,
    subtitle: release.title,
    breadcrumbs: [crumbs.list(reader), { label: title }],
    status: badge(release, reader),
    facts: facts(release, reader),
    notes: release.notesMarkdown,
    breaking: release.breakingChanges,
    files: files(release, reader),
    platforms: options(platforms, 'platform', reader),
    architectures: options(architectures, 'architecture', reader),
    types: options(artifactTypes, 'type', reader),
    draft: release.status === 'draft',
    published: release.status === 'published',
    editable: release.status !== 'yanked',
    halted: release.haltedAt !== null,
    id: release.id,
    href: href(release.id),
    percent: String(refusal?.values.percent ?? release.rolloutPercent),
    values: refusal?.values ?? {},
    haltError: reason === 'halt' ? errors.reason : undefined,
    yankError: reason === 'yank' ? errors.reason : undefined,
    errors,
    summary: reason === null ? summary : summary?.map((issue) => inForm(issue, reason)),
  };
}

// Both forms have a field `reason`; its id has the form's name before it.
const inForm = (issue: { readonly field?: string; readonly message: string }, form: ReasonForm) =>
  issue.field === 'reason' ? { ...issue, field: `${form}-reason` } : issue;

function downloadsOf({ completedDownloads, handedOverDownloads }: StaffRelease, { t }: Reader): string {
  const count = completedDownloads + handedOverDownloads;
  return handedOverDownloads === 0
    ? String(count)
    : t('downloads.staff.handedOver', { total: count, handed: handedOverDownloads });
}

function facts(release: StaffRelease, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const when = (instant: Date | null) => instant && shownTime(instant, now, locale, timeZone);
  const marks = [
    ...(release.critical ? [t('downloads.critical')] : []),
    ...(release.required ? [t('releases.required')] : []),
  ];
  const { minimumVersion, haltReason, yankReason, rolloutPercent } = release;
  return [
    { label: t('downloads.staff.column.channel'), text: t(`downloads.channel.${release.channel}`) },
    { label: t('downloads.staff.drafted'), at: when(release.draftedAt) },
    ...(release.publishedAt
      ? [
          { label: t('downloads.staff.column.published'), at: when(release.publishedAt) },
          { label: t('releases.rollout.title'), text: t('releases.rollout.of', { percent: rolloutPercent }) },
          { label: t('downloads.staff.column.downloads'), text: downloadsOf(release, reader) },
        ]
      : []),
    ...(marks.length > 0 ? [{ label: t('downloads.staff.mark'), text: marks.join(', ') }] : []),
    ...(minimumVersion ? [{ label: t('releases.minimumVersion'), text: minimumVersion }] : []),
    ...(haltReason ? [{ label: t('releases.halt.reason'), text: haltReason }] : []),
    ...(yankReason ? [{ label: t('downloads.staff.yankReason'), text: yankReason }] : []),
  ];
}

function files(release: StaffRelease, { t, locale }: Reader) {
  return release.artifacts.map((file) => ({
    fileName: file.fileName,
    system: `${t(`downloads.platform.${file.platform}`)} · ${file.architecture}`,
    type: t(`downloads.type.${file.type}`),
    size: formatSize(file.sizeBytes, locale),
    sha256: file.sha256,
    shownHash: `${file.sha256.slice(0, 12)}…${file.sha256.slice(-4)}`,
    removeAction: `${href(release.id)}/artifacts/${file.id}/delete`,
    removeLabel: t('releases.removeFile', { file: file.fileName }),
  }));
}

/** What goes when the draft is deleted. */
export function removalView(release: StaffRelease, refusal: Refusal | null, reader: Reader) {
  const { t, locale } = reader;
  const title = t('releases.delete.title');
  const name = `${release.productName} ${release.version}`;
  const bytes = release.artifacts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const about = { release: name, files: release.artifacts.length, size: formatSize(bytes, locale) };
  return {
    title,
    subtitle: name,
    breadcrumbs: [crumbs.list(reader), { label: name, href: href(release.id) }, { label: title }],
    text: t('releases.delete.text', about),
    href: href(release.id),
    ...refused(refusal),
  };
}
