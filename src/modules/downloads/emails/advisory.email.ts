import type { OrganizationId } from '../../../kernel/ids.js';
import { I18n } from '../../../platform/i18n/i18n.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { DescribeAdvisory } from '../application/advisories/describe-advisory.js';
import { AdvisoryAffects } from '../events/advisory-affects.js';

/** Warns the owners of an organization that runs affected versions, while the advisory stands (row DL-7). */
export const advisoryEmail = defineEmail({
  name: 'downloads.advisory',
  on: AdvisoryAffects,
  lane: 'ordinary',
  template: 'downloads/advisory',
  audience: ({ payload }, ctx) =>
    ctx.get(Audience).members(payload.organizationId as OrganizationId, 'organization.manage'),
  variables: async ({ payload }, { locale }, ctx) => {
    const { advisoryId, organizationId } = payload;
    const advisory = await ctx.get(DescribeAdvisory).execute(advisoryId, organizationId);
    if (!advisory) return null;
    const { title, productName: product, severity, affected, unknown } = advisory;
    const label = ctx.get(I18n).translator(locale)(`advisories.severity.${severity}`);
    return {
      title,
      product,
      severity: label,
      affected,
      unknown,
      url: ctx.link(`/downloads/advisories/${advisoryId}`),
    };
  },
  sample: {
    title: 'Opening a crafted project runs its macros',
    product: 'Lumen Studio',
    severity: 'High',
    affected: 3,
    unknown: 1,
    url: 'https://portal.example.com/downloads/advisories/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  },
});
