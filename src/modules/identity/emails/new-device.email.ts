import { formatInstant } from '../../../platform/i18n/format.js';
import { I18n } from '../../../platform/i18n/i18n.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { deviceWords } from '../application/security/device-words.js';
import { FindNewDevice } from '../application/security/find-new-device.js';
import { MintNotMeLink } from '../application/security/mint-not-me-link.js';
import { NewDeviceSeen } from '../events/new-device-seen.js';
import { toUser } from './to-user.js';

/** Tells of a sign-in from a device that the account had not seen before (row ID-5). */
export const newDeviceEmail = defineEmail({
  name: 'identity.new-device',
  on: NewDeviceSeen,
  lane: 'once',
  template: 'identity/new-device',
  audience: toUser,
  variables: async ({ payload }, recipient, ctx) => {
    const session = await ctx.get(FindNewDevice).execute(payload.sessionId);
    if (!session) return null;
    const t = ctx.get(I18n).translator(ctx.get(I18n).supported(recipient.locale));
    return {
      device: deviceWords(session.userAgent) ?? t('security.unknownDevice'),
      at: formatInstant(session.createdAt, recipient.locale, recipient.timeZone),
      url: ctx.link(await ctx.get(MintNotMeLink).pathFor(recipient)),
    };
  },
  sample: {
    device: 'Firefox, Windows',
    at: '20 Nov 2026, 09:30',
    url: 'https://portal.example.com/not-me?token=sample',
  },
});
