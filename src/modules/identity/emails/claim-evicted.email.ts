import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindEviction } from '../application/claims/find-eviction.js';
import { ClaimEvicted } from '../events/claim-evicted.js';

/** Tells who claimed a license first that somebody proved to be its buyer, and what to do when that is wrong. */
export const claimEvictedEmail = defineEmail({
  name: 'identity.claim-evicted',
  on: ClaimEvicted,
  lane: 'ordinary',
  template: 'identity/claim-evicted',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(FindEviction).recipientOf(payload.evictionId);
    return recipient ? [recipient] : [];
  },
  variables: async ({ occurredAt }, recipient, ctx) => ({
    at: formatInstant(new Date(occurredAt), recipient.locale, recipient.timeZone),
    url: ctx.link('/contact'),
  }),
  sample: { at: '20 Nov 2026, 09:30', url: 'https://portal.example.com/contact' },
});
