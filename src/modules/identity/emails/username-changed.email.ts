import type { UserId } from '../../../kernel/ids.js';
import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { MintNotMeLink } from '../application/security/mint-not-me-link.js';
import { UsernameChanged } from '../events/username-changed.js';

/** Tells that the username is another one now; the mail does not repeat it. */
export const usernameChangedEmail = defineEmail({
  name: 'identity.username-changed',
  on: UsernameChanged,
  lane: 'once',
  template: 'identity/username-changed',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(Audience).user(payload.userId as UserId);
    return recipient ? [recipient] : [];
  },
  variables: async ({ occurredAt }, recipient, ctx) => ({
    at: formatInstant(new Date(occurredAt), recipient.locale, recipient.timeZone),
    url: ctx.link(await ctx.get(MintNotMeLink).pathFor(recipient)),
  }),
  sample: { at: '20 Nov 2026, 09:30', url: 'https://portal.example.com/not-me?token=sample' },
});
