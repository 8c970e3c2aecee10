import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { MintLink } from '../application/links/mint-link.js';
import { FindResetRecipient } from '../application/passwords/find-reset-recipient.js';
import { PasswordResetRequested } from '../events/password-reset-requested.js';

/** Sends the link that sets a new password, to the stored address only (rows S1.21, S2.7). */
export const passwordResetEmail = defineEmail({
  name: 'identity.password-reset',
  on: PasswordResetRequested,
  lane: 'once',
  template: 'identity/password-reset',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(FindResetRecipient).execute(payload.requestId);
    return recipient ? [recipient] : [];
  },
  variables: async (_event, recipient, ctx) => {
    const { token, expiresAt } = await ctx
      .get(MintLink)
      .execute({ purpose: 'password-reset', userId: recipient.userId, aboutId: null });
    return {
      url: ctx.link(`/reset-password?token=${token}`),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: {
    url: 'https://portal.example.com/reset-password?token=sample',
    expiresAt: '20 Nov 2026, 10:30',
  },
});
