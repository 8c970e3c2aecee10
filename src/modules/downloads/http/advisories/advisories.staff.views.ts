import type { Refusal } from '../../../../platform/http/pages.js';
import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { StaffAdvisory } from '../../application/advisories/staff-advisories.js';
import { severities } from './advisories.schemas.js';
import { rangesText, severityBadge } from './advisory-words.js';

const path = '/admin/advisories';

const looks = {
  draft: { tone: 'neutral', icon: 'pencil' },
  published: { tone: 'success', icon: 'circle-check' },
  withdrawn: { tone: 'error', icon: 'ban' },
} as const;

export function staffAdvisoriesView(found: Listing<StaffAdvisory>, reader: Reader) {
  return {
    title: reader.t('advisories.title'),
    advisories: found.items.map((advisory) => lineOf(advisory, reader)),
    nextHref: nextHref(path, found.nextCursor),
  };
}

function lineOf(advisory: StaffAdvisory, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const { publishedAt } = advisory;
  return {
    href: `${path}/${advisory.id}`,
    title: advisory.title,
    product: advisory.productName,
    severity: severityBadge(advisory.severity, reader),
    status: { ...looks[advisory.status], label: t(`advisories.status.${advisory.status}`) },
    versions: rangesText(advisory.ranges, reader),
    published: publishedAt && shownTime(publishedAt, now, locale, timeZone),
    told: new Intl.NumberFormat(locale).format(advisory.told),
  };
}

const form = (values: object, refusal: Refusal | null, { t }: Reader) => ({
  severities: severities.map((value) => ({ value, label: t(`advisories.severity.${value}`) })),
  values: refusal ? { ...values, ...refusal.values } : values,
  errors: refusal?.errors ?? {},
  summary: refusal?.summary ?? null,
  message: refusal?.message ?? null,
});

export function newAdvisoryView(
  products: readonly { readonly id: string; readonly name: string }[],
  refusal: Refusal | null,
  reader: Reader,
) {
  const title = reader.t('advisories.new');
  return {
    title,
    breadcrumbs: [{ label: reader.t('advisories.title'), href: path }, { label: title }],
    products: products.map(({ id, name }) => ({ value: id, label: name })),
    ...form({ severity: 'medium' }, refusal, reader),
  };
}

export function staffAdvisoryView(advisory: StaffAdvisory, refusal: Refusal | null, reader: Reader) {
  const { t } = reader;
  const line = lineOf(advisory, reader);
  const { title, severity, detailsMarkdown, cveId, status } = advisory;
  const ranges = advisory.ranges
    .map(({ from, fixedIn }) => `${from ?? ''} .. ${fixedIn ?? ''}`.trim())
    .join('\n');
  return {
    ...line,
    subtitle: advisory.productName,
    breadcrumbs: [{ label: t('advisories.title'), href: path }, { label: title }],
    facts: [
      { label: t('advisories.field.severity'), status: line.severity },
      { label: t('advisories.versions'), text: line.versions },
      { label: t('downloads.publishedOn'), at: line.published },
      { label: t('advisories.told'), text: line.told },
      ...(advisory.withdrawReason ? [{ label: t('advisories.reason'), text: advisory.withdrawReason }] : []),
    ],
    isDraft: status === 'draft',
    isPublished: status === 'published',
    details: detailsMarkdown,
    ...form({ title, severity, detailsMarkdown, cveId: cveId ?? '', ranges }, refusal, reader),
  };
}
