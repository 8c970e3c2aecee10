import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { MailedCodes } from '../application/links/mailed-codes.js';
import { MintStepUpCode } from '../application/step-up/mint-step-up-code.js';
import { StepUpCodeRequested } from '../events/step-up-code-requested.js';

/** The code with which a person confirms an important action (row S1.22). */
export const stepUpCodeEmail = defineEmail({
  name: 'identity.step-up-code',
  on: StepUpCodeRequested,
  lane: 'once',
  template: 'identity/step-up-code',
  audience: async ({ payload }, ctx) => {
    const userId = await ctx.get(MintStepUpCode).personOf(payload.proofId);
    const recipient = userId && (await ctx.get(Audience).user(userId));
    return recipient ? [recipient] : [];
  },
  variables: async ({ payload }, recipient, ctx) => {
    const minted = await ctx.get(MintStepUpCode).execute(payload.proofId);
    if (!minted) return null;
    const { code, action, expiresAt } = minted;
    return {
      code: MailedCodes.shown(code),
      actionKey: `identity.stepUp.action.${action}`,
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: {
    code: '4711 0815',
    actionKey: 'identity.stepUp.action.change-email',
    expiresAt: '20 Nov 2026, 09:45',
  },
});
