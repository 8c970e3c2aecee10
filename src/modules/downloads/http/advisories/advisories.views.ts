import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { CopyAnswer, ShownAdvisory } from '../../application/advisories/show-advisories.js';
import { rangesText, severityBadge } from './advisory-words.js';

const path = '/downloads/advisories';

const looks = {
  affected: { tone: 'error', icon: 'triangle-alert' },
  unknown: { tone: 'warning', icon: 'circle-question-mark' },
  safe: { tone: 'success', icon: 'circle-check' },
} as const;

export function advisoriesView(found: Listing<ShownAdvisory>, reader: Reader) {
  const { t } = reader;
  return {
    title: t('advisories.title'),
    subtitle: t('advisories.subtitle'),
    breadcrumbs: [{ label: t('downloads.list.title'), href: '/downloads' }, { label: t('advisories.title') }],
    advisories: found.items.map((advisory) => lineOf(advisory, reader)),
    nextHref: nextHref(path, found.nextCursor),
  };
}

function lineOf(advisory: ShownAdvisory, reader: Reader) {
  const { now, locale, timeZone } = reader;
  return {
    href: `${path}/${advisory.id}`,
    title: advisory.title,
    product: advisory.productName,
    severity: severityBadge(advisory.severity, reader),
    published: shownTime(advisory.publishedAt, now, locale, timeZone),
    answer: answerOf(advisory, reader),
  };
}

/** "Does it affect me?" in one badge. */
function answerOf({ counts, status }: ShownAdvisory, { t }: Reader) {
  if (status === 'withdrawn')
    return { tone: 'neutral', icon: 'ban', label: t('advisories.status.withdrawn') };
  const { affected, unknown, safe } = counts;
  if (affected > 0) return { ...looks.affected, label: t('advisories.answer.affected', { count: affected }) };
  if (unknown > 0) return { ...looks.unknown, label: t('advisories.answer.unknown', { count: unknown }) };
  if (safe === 0) return { tone: 'neutral', icon: 'info', label: t('advisories.answer.none') };
  return { ...looks.safe, label: t('advisories.answer.safe') };
}

export function advisoryView(advisory: ShownAdvisory, reader: Reader) {
  const { t } = reader;
  const line = lineOf(advisory, reader);
  return {
    ...line,
    subtitle: advisory.productName,
    breadcrumbs: [
      { label: t('downloads.list.title'), href: '/downloads' },
      { label: t('advisories.title'), href: path },
      { label: advisory.title },
    ],
    withdrawn: advisory.withdrawReason && t('advisories.withdrawn', { reason: advisory.withdrawReason }),
    details: advisory.detailsMarkdown,
    facts: [
      { label: t('advisories.field.severity'), status: line.severity },
      { label: t('advisories.versions'), text: rangesText(advisory.ranges, reader) },
      ...(advisory.cveId ? [{ label: 'CVE', text: advisory.cveId }] : []),
      { label: t('downloads.publishedOn'), at: line.published },
    ],
    fixes: advisory.fixes.map(({ version, releaseId }) => ({
      label: t('advisories.fix', { version }),
      href: releaseId && `/downloads/${releaseId}`,
    })),
    installations: advisory.installations.map((one) => installationOf(one, advisory.productId, reader)),
    counts: t('advisories.counts', { ...advisory.counts }),
  };
}

function installationOf(
  { name, platform, version, answer, fixedIn }: CopyAnswer,
  product: string,
  { t }: Reader,
) {
  const plan = new URLSearchParams({ product, from: version, ...(fixedIn ? { to: fixedIn } : {}) });
  return {
    ...{ name, platform, version },
    answer: { ...looks[answer], label: t(`advisories.one.${answer}`) },
    planHref: answer === 'affected' && fixedIn ? `/downloads/plan?${plan}` : null,
  };
}
