import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { MintNotMeLink } from '../application/security/mint-not-me-link.js';
import { UsernameChanged } from '../events/username-changed.js';
import { toUser } from './to-user.js';

/** Tells that the username is another one now; the mail does not repeat it. */
export const usernameChangedEmail = defineEmail({
  name: 'identity.username-changed',
  on: UsernameChanged,
  lane: 'once',
  template: 'identity/username-changed',
  audience: toUser,
  variables: async ({ occurredAt }, recipient, ctx) => ({
    at: formatInstant(new Date(occurredAt), recipient.locale, recipient.timeZone),
    url: ctx.link(await ctx.get(MintNotMeLink).pathFor(recipient)),
  }),
  sample: { at: '20 Nov 2026, 09:30', url: 'https://portal.example.com/not-me?token=sample' },
});
