import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindPendingEmail } from '../application/account/find-pending-email.js';
import { MintLink } from '../application/links/mint-link.js';
import { EmailChangeRequested } from '../events/email-change-requested.js';

/** Lets the owner of a new address prove it (ruling C4). */
export const emailProofEmail = defineEmail({
  name: 'identity.email-proof',
  on: EmailChangeRequested,
  lane: 'once',
  template: 'identity/email-proof',
  audience: async ({ payload }, ctx) => {
    const pending = await ctx.get(FindPendingEmail).execute(payload.userId);
    return pending ? [pending] : [];
  },
  variables: async ({ payload }, recipient, ctx) => {
    const pending = await ctx.get(FindPendingEmail).execute(payload.userId);
    if (!pending || pending.email !== recipient.email) return null;
    const { token, expiresAt } = await ctx.get(MintLink).execute({
      purpose: 'email-proof',
      userId: pending.userId,
      aboutId: null,
      subject: { email: pending.email },
    });
    return {
      url: ctx.link(`/confirm-email?token=${token}`),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: {
    url: 'https://portal.example.com/confirm-email?token=sample',
    expiresAt: '20 Nov 2026, 10:30',
  },
});
