import type { z } from 'zod';
import { day } from '../../../kernel/clock.js';
import type { DomainEvent } from '../../../kernel/event.js';
import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail, type EmailContext } from '../../../platform/mail/define-email.js';
import { MintLink } from '../application/links/mint-link.js';
import { FindRecoveryRecipients } from '../application/recoveries/find-recovery-recipients.js';
import { RecoveryApproved } from '../events/recovery-approved.js';
import { RecoveryReady } from '../events/recovery-ready.js';
import { RecoveryRequested } from '../events/recovery-requested.js';

type Told = DomainEvent<z.output<typeof RecoveryRequested.schema>>;

const toOwner = ({ payload }: Told, ctx: EmailContext) =>
  ctx.get(FindRecoveryRecipients).toBeTold(payload.recoveryId);

const stopLink = async ({ payload }: Told, ctx: EmailContext) => {
  const { recoveryId } = payload;
  // Each notice has a link of its own, and all of them work: the owner may open the older mail.
  const { token } = await ctx.get(MintLink).beside({ purpose: 'recovery-stop', aboutId: recoveryId });
  return {
    url: ctx.link(`/stop-recovery?token=${token}`),
    factors: await ctx.get(FindRecoveryRecipients).removesFactors(recoveryId),
  };
};

const sample = { url: 'https://portal.example.com/stop-recovery?token=sample', factors: true };

/** Tells the owner that somebody asks for a way in, and how to stop it. */
export const recoveryRequestedEmail = defineEmail({
  name: 'identity.recovery-requested',
  on: RecoveryRequested,
  lane: 'once',
  template: 'identity/recovery-requested',
  audience: toOwner,
  variables: (event, _recipient, ctx) => stopLink(event, ctx),
  sample,
});

/** Tells the owner that 24 hours are left to stop it. */
export const recoveryApprovedEmail = defineEmail({
  name: 'identity.recovery-approved',
  on: RecoveryApproved,
  lane: 'once',
  template: 'identity/recovery-approved',
  audience: toOwner,
  variables: async (event, recipient, ctx) => ({
    ...(await stopLink(event, ctx)),
    until: formatInstant(new Date(Date.parse(event.occurredAt) + day), recipient.locale, recipient.timeZone),
  }),
  sample: { ...sample, until: '21 Nov 2026, 09:30' },
});

/** Brings the link that sets a new password, to the address that the agents entered. */
export const recoveryReadyEmail = defineEmail({
  name: 'identity.recovery-ready',
  on: RecoveryReady,
  lane: 'once',
  template: 'identity/recovery-ready',
  audience: ({ payload }, ctx) => ctx.get(FindRecoveryRecipients).toBeLetIn(payload.recoveryId),
  variables: async ({ payload }, recipient, ctx) => {
    const { token, expiresAt } = await ctx
      .get(MintLink)
      .execute({ purpose: 'recovery', userId: null, aboutId: payload.recoveryId });
    return {
      url: ctx.link(`/account-recovery?token=${token}`),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
      factors: await ctx.get(FindRecoveryRecipients).removesFactors(payload.recoveryId),
    };
  },
  sample: {
    url: 'https://portal.example.com/account-recovery?token=sample',
    expiresAt: '22 Nov 2026, 09:30',
    factors: true,
  },
});
