import type { Reader } from '../../../../platform/http/readers.js';
import type { BundleAdvice } from '../../application/diagnostics/advise-on-bundle.js';

export const toAdvice = ({ otherThan, newer }: BundleAdvice) => ({
  otherThan,
  newer: newer && {
    ref: newer.id,
    productName: newer.productName,
    version: newer.version,
    href: `/downloads/${newer.id}`,
  },
});

/** Hints above what a bundle would send. @param product what the bundle says it is of */
export function adviceView(advice: BundleAdvice, product: string, { t }: Reader) {
  const { otherThan, newer } = toAdvice(advice);
  const other = otherThan && {
    tone: 'warning',
    text: t('support.review.otherProduct', { bundle: product, product: otherThan.name }),
    href: null,
  };
  const release = newer && {
    tone: 'info',
    text: t('support.bundle.newer', { product: newer.productName, version: newer.version }),
    href: newer.href,
  };
  return { hints: [other, release].filter((hint) => hint !== null) };
}
