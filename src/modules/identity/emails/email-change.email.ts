import type { UserId } from '../../../kernel/ids.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { EmailChangeRequested } from '../events/email-change-requested.js';

/** Tells the old address that another one was asked for (ruling C4). */
export const emailChangeEmail = defineEmail({
  name: 'identity.email-change',
  on: EmailChangeRequested,
  lane: 'ordinary',
  template: 'identity/email-change',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(Audience).user(payload.userId as UserId);
    return recipient ? [recipient] : [];
  },
  variables: async (_event, _recipient, ctx) => ({ url: ctx.link('/forgot-password') }),
  sample: { url: 'https://portal.example.com/forgot-password' },
});
