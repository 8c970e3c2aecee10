import type { OrganizationId } from '../../../kernel/ids.js';
import { formatDay } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { DescribeEnding } from '../application/reminders/describe-ending.js';
import { LicenseEnding } from '../events/license-ending.js';

/** Reminds who can act of an end, while it still lies ahead where it was (row LI-7). */
export const licenseEndingEmail = defineEmail({
  name: 'licensing.license-ending',
  on: LicenseEnding,
  lane: 'ordinary',
  kind: 'reminders',
  template: 'licensing/license-ending',
  audience: ({ payload }, ctx) =>
    ctx.get(Audience).members(payload.organizationId as OrganizationId, 'licenses.manage'),
  variables: async ({ payload }, { locale, timeZone }, ctx) => {
    const ending = await ctx.get(DescribeEnding).execute(payload);
    if (!ending) return null;
    const { productName: product, serialNumber, endsAt, expiresAt } = ending;
    return {
      ...{ product, serialNumber },
      endsLicense: payload.what === 'license',
      date: formatDay(endsAt, locale, timeZone),
      usableUntil: expiresAt && formatDay(expiresAt, locale, timeZone),
      url: ctx.link(`/licenses/${payload.licenseId}`),
    };
  },
  sample: {
    product: 'Lumen Studio',
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    endsLicense: false,
    date: '26 Dec 2026',
    usableUntil: null,
    url: 'https://portal.example.com/licenses/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  },
});
