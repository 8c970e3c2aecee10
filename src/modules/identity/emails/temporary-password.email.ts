import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindInvited } from '../application/organizations/find-invited.js';
import { MintTemporaryPassword } from '../application/organizations/mint-temporary-password.js';
import { UserInvited } from '../events/user-invited.js';
import { invitedRecipient } from './invitation.email.js';

/** Welcomes an invited person with a username and a temporary password, where an administrator chose so (row S3.15). */
export const temporaryPasswordEmail = defineEmail({
  name: 'identity.temporary-password',
  on: UserInvited,
  lane: 'once',
  template: 'identity/temporary-password',
  audience: ({ payload }, ctx) => invitedRecipient(payload.invitationId, 'temporary-password', ctx),
  variables: async ({ payload }, recipient, ctx) => {
    const invited = await ctx.get(FindInvited).execute(payload.invitationId);
    if (invited?.email !== recipient.email || invited.way !== 'temporary-password') return null;
    const { invitationId } = payload;
    const minted = await ctx.get(MintTemporaryPassword).execute({ invitationId, email: recipient.email });
    if (!minted) return null;
    const { organizationName, invitedBy, message } = invited;
    return {
      organizationName,
      invitedBy,
      message,
      username: recipient.email,
      password: minted.password,
      url: ctx.link('/sign-in'),
      expiresAt: formatInstant(minted.expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: {
    organizationName: 'Nordwind Maschinenbau GmbH',
    invitedBy: 'Katrin Vogt',
    message: 'This is the portal for our measuring software.',
    username: 'mira@nordwind.example',
    password: '7QKX-2M8D-X9PA-4R4T',
    url: 'https://portal.example.com/sign-in',
    expiresAt: '21 Nov 2026, 09:30',
  },
});
