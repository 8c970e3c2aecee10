import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindReview } from '../application/claim-reviews/find-review.js';
import { MintLink } from '../application/links/mint-link.js';
import { ClaimReviewDecided } from '../events/claim-review-decided.js';

/** Tells who asked for a review what the agents decided; who contested a claim gets the link that ends it. */
export const claimDecidedEmail = defineEmail({
  name: 'identity.claim-decided',
  on: ClaimReviewDecided,
  lane: 'once',
  template: 'identity/claim-decided',
  audience: async ({ payload }, ctx) => {
    const asker = await ctx.get(FindReview).askerOf(payload.reviewId);
    return asker ? [asker] : [];
  },
  variables: async ({ payload }, _recipient, ctx) => {
    const { reviewId, outcome } = payload;
    if (outcome === 'refused') return { confirmed: false, contested: false, url: ctx.link('/contact') };
    const contested = (await ctx.get(FindReview).kindOf(reviewId)) === 'contest';
    if (!contested) return { confirmed: true, contested, url: ctx.link('/') };
    const minting = { purpose: 'claim-confirmed', userId: null, aboutId: reviewId } as const;
    const { token } = await ctx.get(MintLink).execute(minting);
    return { confirmed: true, contested, url: ctx.link(`/sign-in/confirmed?token=${token}`) };
  },
  sample: {
    confirmed: true,
    contested: true,
    url: 'https://portal.example.com/sign-in/confirmed?token=sample',
  },
});
