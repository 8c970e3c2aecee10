import { I18n } from '../../../platform/i18n/i18n.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { StaffReleases } from '../application/staff-releases.js';
import { TellRelease } from '../application/subscriptions/tell-release.js';
import { ReleaseDownloaders } from '../application/withdrawals/release-downloaders.js';
import { ReleaseYanked } from '../events/release-yanked.js';

/** Warns everybody who has a file of a release that was withdrawn (row DL-7). Nobody can mute it. */
export const releaseYankedEmail = defineEmail({
  name: 'downloads.release-yanked',
  on: ReleaseYanked,
  lane: 'ordinary',
  template: 'downloads/release-yanked',
  audience: ({ payload }, ctx) => ctx.get(ReleaseDownloaders).of(payload.releaseId),
  variables: async ({ payload }, { userId, locale, timeZone }, ctx) => {
    const { releaseId, productId, version } = payload;
    const organizationIds = await ctx.get(ReleaseDownloaders).organizationsOf(userId ?? '', releaseId);
    const reader = { locale, timeZone, t: ctx.get(I18n).translator(locale) };
    const news = await ctx.get(TellRelease).execute({ releaseId, productId, organizationIds }, reader);
    // Also who has no license any more may still run it.
    const { productName, yankReason } = await ctx.get(StaffReleases).byId(releaseId);
    const newest = news?.newest ?? null;
    return {
      product: productName,
      version,
      reason: yankReason ?? '',
      newest: newest?.version ?? null,
      url: ctx.link(newest ? `/downloads/${newest.id}` : '/downloads'),
    };
  },
  sample: {
    product: 'Lumen Studio',
    version: '4.1.9',
    reason: 'It can lose changes when a project is saved twice within a second.',
    newest: '4.1.8',
    url: 'https://portal.example.com/downloads/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  },
});
