import type { UserId } from '../../../kernel/ids.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { BundleReady } from '../events/bundle-ready.js';

/** Tells who asked for a bundle that it can be downloaded, after signing in. */
export const bundleReadyEmail = defineEmail({
  name: 'downloads.bundle-ready',
  on: BundleReady,
  lane: 'ordinary',
  template: 'downloads/bundle-ready',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(Audience).user(payload.userId as UserId);
    return recipient ? [recipient] : [];
  },
  variables: async ({ payload }, _recipient, ctx) => ({
    url: ctx.link(`/downloads/bundles/${payload.bundleId}`),
  }),
  sample: { url: 'https://portal.example.com/downloads/bundles/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11' },
});
