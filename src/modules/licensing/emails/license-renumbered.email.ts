import type { OrganizationId } from '../../../kernel/ids.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { Licensing } from '../application/licensing.js';
import { LicenseRenumbered } from '../events/license-term.js';

/** Tells whoever manages the licenses of the owner the serial number that the license has now. */
export const licenseRenumberedEmail = defineEmail({
  name: 'licensing.license-renumbered',
  on: LicenseRenumbered,
  lane: 'ordinary',
  template: 'licensing/license-renumbered',
  audience: ({ payload }, ctx) =>
    ctx.get(Audience).members(payload.organizationId as OrganizationId, 'licenses.manage'),
  variables: async ({ payload }, _, ctx) => {
    const license = await ctx.get(Licensing).licenseFacts(payload.licenseId);
    // Given on meanwhile: what it is called now is for its next owner.
    if (license?.organizationId !== payload.organizationId) return null;
    const { productName: product, serialNumber } = license;
    return { product, serialNumber, url: ctx.link(`/licenses/${payload.licenseId}`) };
  },
  sample: {
    product: 'Lumen Studio',
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    url: 'https://portal.example.com/licenses/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  },
});
