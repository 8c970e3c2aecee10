import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindClaim } from '../application/claims/find-claim.js';
import { MintContestCode } from '../application/claims/mint-contest-code.js';
import { MailedCodes } from '../application/links/mailed-codes.js';
import { ClaimContested } from '../events/claim-contested.js';

/** Asks the contact of the purchase to pass on a code to who says that somebody else claimed their license. */
export const claimContestEmail = defineEmail({
  name: 'identity.claim-contest',
  on: ClaimContested,
  lane: 'once',
  template: 'identity/claim-contest',
  audience: async ({ payload }, ctx) => {
    const contact = await ctx.get(FindClaim).contactOf(payload.keyHolderId);
    return contact ? [contact] : [];
  },
  variables: async ({ payload }, recipient, ctx) => {
    const minted = await ctx.get(MintContestCode).execute(payload);
    if (!minted) return null;
    const { code, expiresAt } = minted;
    return {
      code: MailedCodes.shown(code),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: { code: '4711 0815', expiresAt: '20 Nov 2026, 09:45' },
});
