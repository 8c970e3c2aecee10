import { defineEmail } from '../../../platform/mail/define-email.js';
import { FindErased } from '../application/privacy/find-erased.js';
import { AccountErased } from '../events/account-erased.js';

/** The last mail: the account is erased. */
export const accountErasedEmail = defineEmail({
  name: 'identity.account-erased',
  on: AccountErased,
  lane: 'ordinary',
  template: 'identity/account-erased',
  audience: async ({ payload }, ctx) => {
    const recipient = await ctx.get(FindErased).execute(payload.erasureId);
    return recipient ? [recipient] : [];
  },
  variables: async ({ payload }, _recipient, ctx) => {
    const staff = await ctx.get(FindErased).wasStaff(payload.erasureId);
    return { staff, url: ctx.link('/contact') };
  },
  sample: { staff: false, url: 'https://portal.example.com/contact' },
});
