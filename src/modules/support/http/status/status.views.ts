import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { ProductSummary } from '../../../licensing/index.js';
import type { StatusNotice } from '../../application/incidents/show-status.js';
import { productOptions } from '../product-options.js';
import { timeOf } from '../tickets.wording.js';

export function statusView(
  { items, nextCursor }: Listing<StatusNotice>,
  of: {
    readonly products: readonly ProductSummary[];
    readonly asked: { readonly productId?: string | undefined };
  },
  reader: Reader,
) {
  const { productId } = of.asked;
  return {
    notices: items.map((notice) => noticeView(notice, reader)),
    products: productOptions(of.products, productId, reader),
    nextHref: nextHref('/status', nextCursor, { productId }),
  };
}

function noticeView(notice: StatusNotice, reader: Reader) {
  const { t } = reader;
  return {
    id: notice.id,
    headline: notice.headline,
    product: notice.productName ?? t('incidents.everyProduct'),
    affects: notice.affectsReader && notice.resolvedAt === null,
    state: notice.resolvedAt
      ? { tone: 'success', icon: 'circle-check', label: t('incidents.resolved') }
      : { tone: 'warning', icon: 'siren', label: t('incidents.running') },
    announcedAt: timeOf(notice.announcedAt, reader),
    resolvedAt: notice.resolvedAt && timeOf(notice.resolvedAt, reader),
    updates: notice.updates.map(({ body, writtenAt }) => ({ body, at: timeOf(writtenAt, reader) })),
  };
}

/** What goes on now, where somebody may be about to ask for it. */
export const runningView = (notices: readonly StatusNotice[]) =>
  notices.map(({ id, headline, updates }) => ({ href: `/status#${id}`, headline, text: updates[0]?.body }));
