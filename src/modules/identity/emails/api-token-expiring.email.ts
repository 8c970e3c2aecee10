import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindApiToken } from '../application/api-tokens/find-api-token.js';
import { ApiTokenExpiring } from '../events/api-token-expiring.js';
import { toUser } from './to-user.js';

/** Tells that an API token stops working soon, unless somebody was faster and rotated or revoked it. */
export const apiTokenExpiringEmail = defineEmail({
  name: 'identity.api-token-expiring',
  on: ApiTokenExpiring,
  lane: 'ordinary',
  kind: 'reminders',
  template: 'identity/api-token-expiring',
  audience: toUser,
  variables: async ({ payload }, recipient, ctx) => {
    const token = await ctx.get(FindApiToken).execute(payload.apiTokenId);
    if (!token?.isCurrent) return null;
    return {
      name: token.name,
      prefix: token.prefix,
      expiresAt: formatInstant(token.expiresAt, recipient.locale, recipient.timeZone),
      url: ctx.link('/account/api-tokens'),
    };
  },
  sample: {
    name: 'Nightly export',
    prefix: 'lk_4fK9sQ',
    expiresAt: '27 Nov 2026, 09:30',
    url: 'https://portal.example.com/account/api-tokens',
  },
});
