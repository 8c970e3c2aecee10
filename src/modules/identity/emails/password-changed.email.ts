import type { UserId } from '../../../kernel/ids.js';
import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { PasswordChanged } from '../events/password-changed.js';

/** Tells that the password is another one now, and what to do when it was somebody else. */
export const passwordChangedEmail = defineEmail({
  name: 'identity.password-changed',
  on: PasswordChanged,
  lane: 'ordinary',
  template: 'identity/password-changed',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(Audience).user(payload.userId as UserId);
    return recipient ? [recipient] : [];
  },
  variables: async ({ occurredAt }, recipient, ctx) => ({
    at: formatInstant(new Date(occurredAt), recipient.locale, recipient.timeZone),
    url: ctx.link('/forgot-password'),
  }),
  sample: { at: '20 Nov 2026, 09:30', url: 'https://portal.example.com/forgot-password' },
});
