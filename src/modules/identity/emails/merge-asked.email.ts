import { formatInstant } from '../../../platform/i18n/format.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { MintLink } from '../application/links/mint-link.js';
import { ListMerges } from '../application/merging/list-merges.js';
import { MergeAsked } from '../events/merge-asked.js';

/** Asks the other account whether it becomes one with the account that asks. */
export const mergeAskedEmail = defineEmail({
  name: 'identity.merge-asked',
  on: MergeAsked,
  lane: 'once',
  template: 'identity/merge-asked',
  audience: ({ payload }, ctx) => ctx.get(ListMerges).toBeAsked(payload.mergeId),
  variables: async ({ payload }, recipient, ctx) => {
    const { token, expiresAt } = await ctx.get(MintLink).forMerge(payload.mergeId, recipient.userId);
    return {
      url: ctx.link(`/merge?token=${token}`),
      expiresAt: formatInstant(expiresAt, recipient.locale, recipient.timeZone),
    };
  },
  sample: { url: 'https://portal.example.com/merge?token=sample', expiresAt: '27 Nov 2026, 09:30' },
});
