import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindClaim } from '../application/claims/find-claim.js';
import { LicenseClaimed } from '../events/license-claimed.js';

/**
 * Tells the contact of the purchase that the claim of a license counts, and what to do when it was none of their people
 * (ruling C2). Whoever passed the mailed code on knows already.
 */
export const licenseClaimedEmail = defineEmail({
  name: 'identity.license-claimed',
  on: LicenseClaimed,
  only: { by: ['launch', 'invoice', 'agents'] },
  lane: 'ordinary',
  template: 'identity/license-claimed',
  audience: async ({ payload }, ctx) => {
    const contact = await ctx.get(FindClaim).contactOf(payload.keyHolderId);
    return contact ? [contact] : [];
  },
  variables: async ({ payload, occurredAt }, recipient, ctx) => ({
    serialNumber: await ctx.get(FindClaim).serialNumberOf(payload.keyHolderId),
    at: formatInstant(new Date(occurredAt), recipient.locale, recipient.timeZone),
    byLaunch: payload.by === 'launch',
    byInvoice: payload.by === 'invoice',
    url: ctx.link('/contact'),
  }),
  sample: {
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    at: '20 Nov 2026, 09:30',
    byLaunch: true,
    byInvoice: false,
    url: 'https://portal.example.com/contact',
  },
});
