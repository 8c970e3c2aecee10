import { defineEmail } from '../../../platform/mail/define-email.js';
import { DescribeRelease } from '../application/hand-over/describe-release.js';
import { ReleaseRequestClosed } from '../events/release-request.js';
import { releaseAudience } from './release-audience.js';

/** Tells that agents do not release a machine, and why. An approval is told by the mail of the release itself. */
export const releaseRefusedEmail = defineEmail({
  name: 'licensing.release-refused',
  on: ReleaseRequestClosed,
  only: { outcome: ['refused'] },
  lane: 'ordinary',
  template: 'licensing/release-refused',
  audience: ({ payload }, ctx) => releaseAudience(payload, ctx),
  variables: async ({ payload }, _recipient, ctx) => {
    const describe = ctx.get(DescribeRelease);
    const machine = await describe.execute(payload.installationId);
    if (!machine) return null;
    return {
      machine: machine.machineName,
      product: machine.productName,
      serialNumber: machine.serialNumber,
      answer: await describe.answerTo(payload.requestId),
      url: ctx.link(`/licenses/${payload.licenseId}`),
    };
  },
  sample: {
    machine: 'Studio 2',
    product: 'Lumen Studio',
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    answer: 'This machine was seen an hour ago. Please deactivate it in the product.',
    url: 'https://portal.example.com/licenses/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  },
});
