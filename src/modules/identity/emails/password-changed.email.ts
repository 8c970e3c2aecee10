import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { MintNotMeLink } from '../application/security/mint-not-me-link.js';
import { PasswordChanged } from '../events/password-changed.js';
import { toUser } from './to-user.js';

/** Tells that the password is another one now, and what to do when it was somebody else. */
export const passwordChangedEmail = defineEmail({
  name: 'identity.password-changed',
  on: PasswordChanged,
  lane: 'once',
  template: 'identity/password-changed',
  audience: toUser,
  variables: async ({ occurredAt }, recipient, ctx) => ({
    at: formatInstant(new Date(occurredAt), recipient.locale, recipient.timeZone),
    url: ctx.link(await ctx.get(MintNotMeLink).pathFor(recipient)),
  }),
  sample: { at: '20 Nov 2026, 09:30', url: 'https://portal.example.com/not-me?token=sample' },
});
