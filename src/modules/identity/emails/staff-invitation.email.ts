import { day } from '../../../kernel/clock.js';
import type { UserId } from '../../../kernel/ids.js';
import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { MintLink } from '../application/links/mint-link.js';
import { FindInvitedStaff } from '../application/staff/find-invited-staff.js';
import { StaffInvited } from '../events/staff-invited.js';

/** Brings a colleague the link that sets the first password. */
export const staffInvitationEmail = defineEmail({
  name: 'identity.staff-invitation',
  on: StaffInvited,
  lane: 'once',
  template: 'identity/staff-invitation',
  audience: async ({ payload }, ctx) => {
    const userId = payload.userId as UserId;
    const invited = await ctx.get(FindInvitedStaff).execute(userId);
    const recipient = invited && (await ctx.get(Audience).user(userId));
    return recipient ? [recipient] : [];
  },
  variables: async (_event, recipient, ctx) => {
    const { token, expiresAt } = await ctx
      .get(MintLink)
      .execute({ purpose: 'password-reset', userId: recipient.userId, aboutId: null, lifeMs: day });
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
