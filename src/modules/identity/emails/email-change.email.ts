import { defineEmail } from '../../../platform/mail/define-email.js';
import { MintNotMeLink } from '../application/security/mint-not-me-link.js';
import { EmailChangeRequested } from '../events/email-change-requested.js';
import { toUser } from './to-user.js';

/** Tells the old address that another one was asked for (ruling C4). */
export const emailChangeEmail = defineEmail({
  name: 'identity.email-change',
  on: EmailChangeRequested,
  lane: 'once',
  template: 'identity/email-change',
  audience: toUser,
  variables: async (_event, recipient, ctx) => ({
    url: ctx.link(await ctx.get(MintNotMeLink).pathFor(recipient)),
  }),
  sample: { url: 'https://portal.example.com/not-me?token=sample' },
});
