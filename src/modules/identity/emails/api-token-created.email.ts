import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindApiToken } from '../application/api-tokens/find-api-token.js';
import { ApiTokenCreated } from '../events/api-token-created.js';
import { toUser } from './to-user.js';

/** Tells that there is a new API token, and what to do when it was somebody else's idea. */
export const apiTokenCreatedEmail = defineEmail({
  name: 'identity.api-token-created',
  on: ApiTokenCreated,
  lane: 'ordinary',
  template: 'identity/api-token-created',
  audience: toUser,
  variables: async ({ payload }, recipient, ctx) => {
    const token = await ctx.get(FindApiToken).execute(payload.apiTokenId);
    return (
      token && {
        name: token.name,
        prefix: token.prefix,
        rotated: payload.rotatedFrom !== null,
        expiresAt: formatInstant(token.expiresAt, recipient.locale, recipient.timeZone),
        url: ctx.link('/account/api-tokens'),
      }
    );
  },
  sample: {
    name: 'Nightly export',
    prefix: 'lk_4fK9sQ',
    rotated: false,
    expiresAt: '18 Feb 2027, 09:30',
    url: 'https://portal.example.com/account/api-tokens',
  },
});
