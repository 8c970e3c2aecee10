import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../../platform/i18n/format.js';
import type { BundleForm } from '../../application/bundles/show-bundle-form.js';
import type { ShownBundle } from '../../application/bundles/show-bundles.js';

const path = '/downloads/bundles';

const looks = {
  building: { tone: 'info', icon: 'loader' },
  ready: { tone: 'success', icon: 'circle-check' },
  failed: { tone: 'error', icon: 'circle-x' },
} as const;

const crumbs = ({ t }: Reader, title?: string) => [
  { label: t('downloads.list.title'), href: '/downloads' },
  { label: t('bundles.title'), ...(title ? { href: path } : {}) },
  ...(title ? [{ label: title }] : []),
];

export function bundlesView(bundles: readonly ShownBundle[], reader: Reader) {
  return {
    title: reader.t('bundles.title'),
    subtitle: reader.t('bundles.subtitle'),
    breadcrumbs: crumbs(reader),
    bundles: bundles.map((bundle) => lineOf(bundle, reader)),
  };
}

function lineOf(bundle: ShownBundle, { t, locale, timeZone, now }: Reader) {
  return {
    href: `${path}/${bundle.id}`,
    name: `${bundle.productName} ${bundle.version}`,
    platform: t(`downloads.platform.${bundle.platform}`),
    serialNumber: bundle.serialNumber,
    status: { ...looks[bundle.status], label: t(`bundles.status.${bundle.status}`) },
    size: bundle.sizeBytes === null ? '–' : formatSize(bundle.sizeBytes, locale),
    expires: shownTime(bundle.expiresAt, now, locale, timeZone),
  };
}

export function bundleView(bundle: ShownBundle, reader: Reader) {
  const { t } = reader;
  const line = lineOf(bundle, reader);
  return {
    ...line,
    title: t('bundles.one', { name: line.name }),
    breadcrumbs: crumbs(reader, line.name),
    isBuilding: bundle.status === 'building',
    isReady: bundle.status === 'ready',
    failure: bundle.failure && t(`bundles.failure.${bundle.failure}`),
    progress: bundle.progress,
    progressText: t('bundles.progress', { percent: bundle.progress }),
    sha256: bundle.sha256,
    facts: [
      { label: t('bundles.license'), text: bundle.serialNumber },
      { label: t('downloads.files.system'), text: line.platform },
      { label: t('downloads.files.size'), text: line.size },
      {
        label: t('bundles.files'),
        text: t(bundle.withLicenseFiles ? 'bundles.filesIn' : 'bundles.filesOut'),
      },
      { label: t('bundles.expires'), at: line.expires },
    ],
    contentHref: `${line.href}/content`,
    discardAction: `${line.href}/discard`,
    againHref: `${path}/new?release=${bundle.releaseId}`,
  };
}

export function bundleFormView(form: BundleForm, refusal: Refusal | null, reader: Reader) {
  const { t } = reader;
  const { release, licenses, platforms } = form;
  const name = `${release.productName} ${release.version}`;
  return {
    title: t('bundles.new', { name }),
    subtitle: t('bundles.subtitle'),
    breadcrumbs: crumbs(reader, name),
    releaseId: release.id,
    licenses: licenses.map(({ licenseId, serialNumber }) => ({ value: licenseId, label: serialNumber })),
    platforms: platforms.map((value) => ({ value, label: t(`downloads.platform.${value}`) })),
    filesHint: t(form.withLicenseFiles ? 'bundles.filesHint' : 'bundles.filesOutHint'),
    values: refusal?.values ?? {},
    errors: refusal?.errors ?? {},
    summary: refusal?.summary ?? null,
    message: refusal?.message ?? null,
  };
}
