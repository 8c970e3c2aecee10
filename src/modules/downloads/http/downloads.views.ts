import type { Reader } from '../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../platform/i18n/format.js';
import type { JudgedRelease } from '../application/judged-releases.js';
import type { PublishedArtifact } from '../application/published-releases.js';
import type { ProductDownloads } from '../application/show-downloads.js';
import { verifyCommands } from './checking/verify-commands.js';
import { type platformOf, suggestedFile } from './visitor-platform.js';

/** Whom a page is for, and on which system. */
interface Visitor {
  readonly reader: Reader;
  readonly platform: ReturnType<typeof platformOf>;
}

/** Of what the publisher took back; all other refusals are a lock. */
const refusedIcons: Readonly<Record<string, string>> = { YANKED: 'ban', HALTED: 'circle-pause' };

const releaseHref = (id: string): string => `/downloads/${id}`;

/** The downloads page: per product the release to take, then the others. */
export function downloadsView(products: readonly ProductDownloads[], visitor: Visitor) {
  const { reader } = visitor;
  return {
    title: reader.t('downloads.list.title'),
    subtitle: reader.t('downloads.list.subtitle'),
    products: products.map(({ productId, productName, newest, others }) => ({
      headingId: `product-${productId}`,
      name: productName,
      newest: newest && { ...releaseCard(newest, reader), suggested: suggestion(newest, visitor) },
      others: others.map((release) => releaseCard(release, reader)),
      empty: newest === null && others.length === 0,
    })),
  };
}

/** @param about.keys PEM of the release keys by their name */
export function releaseView(
  release: JudgedRelease,
  about: Visitor & { readonly keys: ReadonlyMap<string, string> },
) {
  const { reader, keys } = about;
  const title = `${release.productName} ${release.version}`;
  return {
    title,
    subtitle: release.title,
    breadcrumbs: [{ label: reader.t('downloads.list.title'), href: '/downloads' }, { label: title }],
    release: releaseCard(release, reader),
    suggested: release.verdict.entitled ? suggestion(release, about) : null,
    sumsHref: `${releaseHref(release.id)}/SHA256SUMS`,
    checks: release.artifacts.map((file) => ({
      label: reader.t('downloads.check.fileHow', { file: file.fileName }),
      ...verifyCommands(file, keys.get(file.signatureKid ?? '') ?? null),
    })),
  };
}

/** The file for the system of the visitor; null when none fits, or the system is unknown. */
function suggestion({ id, artifacts }: JudgedRelease, { reader, platform }: Visitor) {
  const file = suggestedFile(artifacts, platform);
  if (!file) return null;
  const { fileName, href, size } = fileLine(file, id, reader);
  return { href, label: reader.t(`downloads.suggested.${platform}`), detail: `${fileName} · ${size}` };
}

/** A release with its badges, files, and what to say where it is refused. */
function releaseCard(release: JudgedRelease, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const { entitled } = release.verdict;
  return {
    id: release.id,
    href: releaseHref(release.id),
    version: release.version,
    title: release.title,
    product: release.productName,
    published: shownTime(release.publishedAt, now, locale, timeZone),
    status: entitled
      ? { label: t('downloads.status.entitled'), tone: 'success', icon: 'circle-check' }
      : {
          label: t(`downloads.status.${release.verdict.code}`),
          tone: 'warning',
          icon: refusedIcons[release.verdict.code] ?? 'lock',
        },
    beta:
      release.channel === 'beta'
        ? { label: t('downloads.channel.beta'), tone: 'info', icon: 'flask-conical' }
        : null,
    critical: release.critical
      ? { label: t('downloads.critical'), tone: 'error', icon: 'triangle-alert' }
      : null,
    notes: release.notesMarkdown,
    entitled,
    because: release.because,
    remedy: release.remedy,
    offer: release.offer && {
      href: releaseHref(release.offer.id),
      label: t('downloads.offer', { version: release.offer.version }),
    },
    files: release.artifacts.map((file) => fileLine(file, release.id, reader)),
  };
}

function fileLine(file: PublishedArtifact, releaseId: string, { t, locale }: Reader) {
  return {
    href: `/downloads/${releaseId}/files/${file.id}`,
    fileName: file.fileName,
    system: [t(`downloads.platform.${file.platform}`), file.architecture === 'any' ? '' : file.architecture]
      .filter(Boolean)
      .join(' · '),
    size: formatSize(file.sizeBytes, locale),
    sha256: file.sha256,
    shownHash: `${file.sha256.slice(0, 12)}…${file.sha256.slice(-4)}`,
    downloadLabel: t('downloads.download', { file: file.fileName }),
  };
}
