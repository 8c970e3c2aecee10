import { formatDay } from '../../../platform/i18n/format.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import type { Verdict } from '../domain/release.policy.js';

/** The reader whose language and days the sentences use. */
export interface Reader {
  readonly locale: string;
  readonly timeZone: string;
  readonly t: Translate;
}

/** The newest release that the reader may have instead. */
export interface Offer {
  readonly id: string;
  readonly version: string;
}

/** Why a release is refused and what helps, in sentences; nothing for one that is permitted. */
export interface Explanation {
  readonly because: readonly string[];
  readonly remedy: readonly string[];
}

interface Explained {
  readonly productName: string;
  readonly version: string;
  readonly publishedAt: Date;
  readonly verdict: Verdict;
  readonly offer: Offer | null;
  readonly yankReason: string | null;
}

/** Words for a verdict. Every refusal has at least one reason and one remedy (row DL-2). */
export function explain(release: Explained, { locale, timeZone, t }: Reader): Explanation {
  const { verdict, offer, productName: product, version, publishedAt, yankReason } = release;
  if (verdict.entitled) return { because: [], remedy: [] };
  const variables = {
    product,
    version,
    published: formatDay(publishedAt, locale, timeZone),
    ended: verdict.maintenanceEndedAt ? formatDay(verdict.maintenanceEndedAt, locale, timeZone) : '',
    offered: offer?.version ?? '',
  };
  const remedy = [t(`downloads.remedy.${verdict.code}`, variables)];
  if (offer) remedy.push(t('downloads.remedy.offer', variables));
  const because = [t(`downloads.because.${verdict.code}`, variables)];
  if (verdict.code === 'YANKED' && yankReason)
    because.push(t('downloads.because.reason', { reason: yankReason }));
  return { because, remedy };
}
