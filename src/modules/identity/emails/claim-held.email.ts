import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { FindClaim } from '../application/claims/find-claim.js';
import { ClaimHeld } from '../events/claim-held.js';

/**
 * The notice of the setting `hold`. It is used where no buyer and no owner has an address, so it goes to members who
 * manage licenses; where there are none, to staff, who alone can still object in time.
 */
export const claimHeldEmail = defineEmail({
  name: 'identity.claim-held',
  on: ClaimHeld,
  lane: 'ordinary',
  template: 'identity/claim-held',
  audience: async ({ payload }, ctx) => {
    const held = await ctx.get(FindClaim).held(payload.keyHolderId);
    if (!held) return [];
    const members = await ctx.get(Audience).members(held.organizationId, 'licenses.manage');
    return members.length > 0 ? members : ctx.get(Audience).staff('staff.customers');
  },
  variables: async ({ payload }, recipient, ctx) => {
    const held = await ctx.get(FindClaim).held(payload.keyHolderId);
    if (!held) return null;
    return {
      serialNumber: held.serialNumber,
      countsFrom: formatInstant(held.countsFrom, recipient.locale, recipient.timeZone),
      url: ctx.link('/contact'),
    };
  },
  sample: {
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    countsFrom: '23 Nov 2026, 09:30',
    url: 'https://portal.example.com/contact',
  },
});
