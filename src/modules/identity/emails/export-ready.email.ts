import type { UserId } from '../../../kernel/ids.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { DataExportReady } from '../events/data-export-ready.js';

/** Tells that the copy of the person's data can be downloaded, after signing in. */
export const exportReadyEmail = defineEmail({
  name: 'identity.export-ready',
  on: DataExportReady,
  lane: 'ordinary',
  template: 'identity/export-ready',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(Audience).user(payload.userId as UserId);
    return recipient ? [recipient] : [];
  },
  variables: async (_event, _recipient, ctx) => ({ url: ctx.link('/account/data') }),
  sample: { url: 'https://portal.example.com/account/data' },
});
