import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { MintLink } from '../application/links/mint-link.js';
import { FindInvited } from '../application/organizations/find-invited.js';
import { UserInvited } from '../events/user-invited.js';

/** Welcomes an invited person with the portal's address and a one-time link (row S3.14). */
export const invitationEmail = defineEmail({
  name: 'identity.invitation',
  on: UserInvited,
  lane: 'once',
  template: 'identity/invitation',
  audience: async ({ payload }, ctx) => {
    const invited = await ctx.get(FindInvited).execute(payload.invitationId);
    if (!invited) return [];
    const { email, name, locale } = invited;
    return [{ userId: null, email, name, locale, timeZone: 'UTC' }];
  },
  variables: async ({ payload }, recipient, ctx) => {
    const invited = await ctx.get(FindInvited).execute(payload.invitationId);
    if (invited?.email !== recipient.email) return null;
    const { token, expiresAt } = await ctx
      .get(MintLink)
      .execute({ purpose: 'invitation', userId: null, aboutId: payload.invitationId });
    return {
      organizationName: invited.organizationName,
      url: ctx.link(`/invitation?token=${token}`),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: {
    organizationName: 'Nordwind Maschinenbau GmbH',
    url: 'https://portal.example.com/invitation?token=sample',
    expiresAt: '27 Nov 2026, 09:30',
  },
});
