import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindClaim } from '../application/claims/find-claim.js';
import { MintClaimCode } from '../application/claims/mint-claim-code.js';
import { MailedCodes } from '../application/links/mailed-codes.js';
import { ClaimProofRequested } from '../events/claim-proof-requested.js';

/** Asks the contact of the purchase to pass on a code, if the claim of the license is right (ruling C2). */
export const claimCodeEmail = defineEmail({
  name: 'identity.claim-code',
  on: ClaimProofRequested,
  lane: 'once',
  template: 'identity/claim-code',
  audience: async ({ payload }, ctx) => {
    const contact = await ctx.get(FindClaim).contactOf(payload.keyHolderId);
    return contact ? [contact] : [];
  },
  variables: async ({ payload }, recipient, ctx) => {
    const minted = await ctx.get(MintClaimCode).execute(payload.keyHolderId);
    if (!minted) return null;
    const { code, expiresAt } = minted;
    return {
      serialNumber: await ctx.get(FindClaim).serialNumberOf(payload.keyHolderId),
      contestUrl: ctx.link('/sign-in'),
      code: MailedCodes.shown(code),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: {
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    contestUrl: 'https://portal.example.com/sign-in',
    code: '4711 0815',
    expiresAt: '20 Nov 2026, 09:45',
  },
});
