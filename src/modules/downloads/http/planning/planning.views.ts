import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatSize, shownTime } from '../../../../platform/i18n/format.js';
import type { PlatformSize } from '../../application/planning/plan-sizes.js';
import type { UpgradePlan } from '../../application/planning/plan-upgrade.js';
import type { PlannableProduct } from '../../application/planning/show-planner.js';
import type { PublishedRelease } from '../../application/published-releases.js';
import type { UpgradeStep } from '../../domain/upgrade-path.js';

interface Shown {
  readonly products: readonly PlannableProduct[];
  readonly product: PlannableProduct | undefined;
  readonly query: { readonly from?: string | undefined; readonly to?: string | undefined };
  readonly plan?: UpgradePlan;
  readonly refusal?: Refusal;
}

const path = '/downloads/plan';
const hrefOf = (productId: string, from?: string): string =>
  `${path}?${new URLSearchParams({ product: productId, ...(from ? { from } : {}) })}`;

/** The planner: the product, the question, and the answer to it. */
export function plannerView({ products, product, query, plan, refusal }: Shown, reader: Reader) {
  const { t } = reader;
  const title = t('planner.title');
  return {
    title,
    subtitle: t('planner.subtitle'),
    breadcrumbs: [{ label: t('downloads.list.title'), href: '/downloads' }, { label: title }],
    tabs:
      products.length > 1
        ? products.map(({ productId, productName }) => ({
            href: hrefOf(productId),
            label: productName,
            current: productId === product?.productId,
          }))
        : null,
    product: product && formOf(product, reader),
    values: { from: query.from ?? '', to: query.to ?? '' },
    errors: refusal?.errors ?? {},
    plan: plan && planView(plan, reader),
  };
}

function formOf({ productId, productName, inUse, goals }: PlannableProduct, { t }: Reader) {
  return {
    id: productId,
    name: productName,
    inUse: inUse.map(({ version, installations }) => ({
      href: hrefOf(productId, version),
      label: t('planner.inUse', { version, count: installations }),
    })),
    goals: [
      { value: '', label: t('planner.newest') },
      ...goals.map((version) => ({ value: version, label: version })),
    ],
  };
}

function planView({ path: found, sizes, because, remedy, ...plan }: UpgradePlan, reader: Reader) {
  const { t } = reader;
  const goal = found.goal?.version ?? '';
  const facts = { product: plan.productName, from: plan.from, to: goal, count: found.steps.length };
  return {
    heading:
      found.outcome === 'PATH'
        ? t('planner.heading.PATH', facts)
        : t(found.outcome === 'UP_TO_DATE' ? 'planner.heading.UP_TO_DATE' : 'planner.heading.none', facts),
    tone: found.outcome === 'UP_TO_DATE' ? 'success' : 'warning',
    because,
    remedy,
    asks: found.outcome !== 'PATH' && found.outcome !== 'UP_TO_DATE',
    reaches: because.length > 0 && found.steps.length > 0,
    steps: found.steps.map((step, index) => stepView(step, index + 1, reader)),
    sizes: sizes.map((size) => sizeView(size, reader)),
  };
}

const sizeView = ({ platform, sizeBytes }: PlatformSize, { t, locale }: Reader) => ({
  label: t(`downloads.platform.${platform}`),
  text: formatSize(sizeBytes, locale),
});

function stepView({ release, breaking }: UpgradeStep<PublishedRelease>, number: number, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  return {
    number,
    href: `/downloads/${release.id}`,
    version: release.version,
    title: release.title,
    published: shownTime(release.publishedAt, now, locale, timeZone),
    critical: release.critical
      ? { label: t('downloads.critical'), tone: 'error', icon: 'triangle-alert' }
      : null,
    breaking: breaking.map(({ version, breakingChanges }) => ({ version, text: breakingChanges })),
    files: release.artifacts.map((file) => ({
      href: `/downloads/${release.id}/files/${file.id}`,
      name: file.fileName,
      about: [t(`downloads.platform.${file.platform}`), formatSize(file.sizeBytes, locale)].join(' · '),
      label: t('downloads.download', { file: file.fileName }),
    })),
  };
}
