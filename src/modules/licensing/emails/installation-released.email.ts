import { formatDay, formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { DescribeRelease } from '../application/hand-over/describe-release.js';
import { InstallationReleased } from '../events/installation-released.js';
import { releaseAudience } from './release-audience.js';

/** Tells who released which machine (row LI-5). What products do themselves, and what lapses, is no news. */
export const installationReleasedEmail = defineEmail({
  name: 'licensing.installation-released',
  on: InstallationReleased,
  only: { reason: ['customer', 'agent'] },
  lane: 'ordinary',
  template: 'licensing/installation-released',
  audience: ({ payload }, ctx) => releaseAudience(payload, ctx),
  variables: async ({ payload }, { locale, timeZone }, ctx) => {
    const describe = ctx.get(DescribeRelease);
    const machine = await describe.execute(payload.installationId);
    if (!machine?.releasedAt) return null;
    const person = payload.reason === 'customer' ? await describe.person(payload.byUserId) : null;
    return {
      machine: machine.machineName,
      product: machine.productName,
      serialNumber: machine.serialNumber,
      // Agents act for the vendor, not under their own name.
      byName: person?.name ?? null,
      byAgent: payload.reason === 'agent',
      at: formatInstant(machine.releasedAt, locale, timeZone),
      offlineUntil: machine.offlineUntil && formatDay(machine.offlineUntil, locale, timeZone),
      url: ctx.link(`/licenses/${payload.licenseId}`),
    };
  },
  sample: {
    machine: 'Studio 2',
    product: 'Lumen Studio',
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    byName: 'Mira Solberg',
    byAgent: false,
    at: '26 Nov 2026, 09:30',
    offlineUntil: '20 Dec 2026',
    url: 'https://portal.example.com/licenses/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  },
});
