import type { UserId } from '../../../../kernel/ids.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { WaitingReview } from '../../application/claim-reviews/list-reviews.js';

/** The queue as an agent reads it: what is confirmed by oneself waits for somebody else. */
export function reviewsView(reviews: readonly WaitingReview[], agent: UserId, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const at = (instant: Date) => shownTime(instant, now, locale, timeZone);
  return {
    reviews: reviews.map((review) => ({
      id: review.id,
      kind: t(`claims.queue.kind.${review.kind}`),
      serialNumber: review.serialNumber,
      licenseHref: `/admin/licenses/${review.licenseId}`,
      organizationName: review.organizationName,
      organizationHref: `/admin/customers/${review.organizationId}`,
      email: review.email,
      statement: review.statement,
      requestedAt: at(review.requestedAt),
      claimedAt: at(review.claimedAt),
      firstBy: review.firstByName,
      mayConfirm: review.firstBy !== agent,
    })),
  };
}
