import { formatInstant } from '../../../platform/i18n/format.js';
import { I18n } from '../../../platform/i18n/i18n.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { SecondFactorChanged } from '../events/second-factor-changed.js';
import { toUser } from './to-user.js';

/** Tells which factor of the account changed, and what to do when it was somebody else. */
export const secondFactorChangedEmail = defineEmail({
  name: 'identity.second-factor-changed',
  on: SecondFactorChanged,
  lane: 'ordinary',
  template: 'identity/second-factor-changed',
  audience: toUser,
  variables: async ({ payload, occurredAt }, recipient, ctx) => {
    const at = formatInstant(new Date(occurredAt), recipient.locale, recipient.timeZone);
    const t = ctx.get(I18n).translator(recipient.locale);
    return { what: t(`identity.mail.factor.${payload.change}`, { at }), url: ctx.link('/forgot-password') };
  },
  sample: {
    what: 'A passkey was added to your account on 20 Nov 2026, 09:30.',
    url: 'https://portal.example.com/forgot-password',
  },
});
