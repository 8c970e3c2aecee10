import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail, type EmailContext } from '../../../platform/mail/define-email.js';
import type { Recipient } from '../../../platform/ports/audience.js';
import { MintLink } from '../application/links/mint-link.js';
import { FindInvited, type Invited } from '../application/organizations/find-invited.js';
import { UserInvited } from '../events/user-invited.js';

/** The invited address, when the invitation is pending and goes this way; nobody otherwise. */
export async function invitedRecipient(
  invitationId: string,
  way: Invited['way'],
  ctx: EmailContext,
): Promise<Recipient[]> {
  const invited = await ctx.get(FindInvited).execute(invitationId);
  if (invited?.way !== way) return [];
  const { email, name, locale } = invited;
  return [{ userId: null, email, name, locale, timeZone: 'UTC' }];
}

/** Welcomes an invited person with the portal's address and a one-time link (row S3.14). */
export const invitationEmail = defineEmail({
  name: 'identity.invitation',
  on: UserInvited,
  lane: 'once',
  template: 'identity/invitation',
  audience: ({ payload }, ctx) => invitedRecipient(payload.invitationId, 'link', ctx),
  variables: async ({ payload }, recipient, ctx) => {
    const invited = await ctx.get(FindInvited).execute(payload.invitationId);
    if (invited?.email !== recipient.email) return null;
    const { token, expiresAt } = await ctx.get(MintLink).execute({
      purpose: 'invitation',
      userId: null,
      aboutId: payload.invitationId,
      subject: { email: invited.email },
    });
    const { organizationName, invitedBy, message } = invited;
    return {
      organizationName,
      invitedBy,
      message,
      url: ctx.link(`/invitation?token=${token}`),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: {
    organizationName: 'Nordwind Maschinenbau GmbH',
    invitedBy: 'Katrin Vogt',
    message: 'This is the portal for our measuring software.',
    url: 'https://portal.example.com/invitation?token=sample',
    expiresAt: '27 Nov 2026, 09:30',
  },
});
