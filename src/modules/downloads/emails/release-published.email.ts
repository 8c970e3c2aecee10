import { day } from '../../../kernel/clock.js';
import { I18n } from '../../../platform/i18n/i18n.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { ReleaseSubscribers } from '../application/subscriptions/release-subscribers.js';
import { TellRelease } from '../application/subscriptions/tell-release.js';
import { UnsubscribeLinks } from '../application/subscriptions/unsubscribe-links.js';
import { ReleasePublished } from '../events/release-published.js';

/**
 * Tells of a new release who asked for it. A release that was published long before the portal knew it is no news,
 * and one that is halted or withdrawn by the time the mail is written is told to nobody.
 */
export const releasePublishedEmail = defineEmail({
  name: 'downloads.release-published',
  on: ReleasePublished,
  lane: 'ordinary',
  template: 'downloads/release-published',
  audience: async ({ payload, occurredAt }, ctx) => {
    const age = Date.parse(occurredAt) - Date.parse(payload.publishedAt);
    return age > 7 * day ? [] : ctx.get(ReleaseSubscribers).of(payload);
  },
  variables: async ({ payload }, { userId, locale, timeZone }, ctx) => {
    const subscriptions = await ctx.get(ReleaseSubscribers).subscriptionsOf(userId ?? '', payload);
    const [first] = subscriptions;
    if (!first) return null;
    const { releaseId, productId } = payload;
    const organizationIds = subscriptions.map(({ organizationId }) => organizationId);
    const reader = { locale, timeZone, t: ctx.get(I18n).translator(locale) };
    const news = await ctx.get(TellRelease).execute({ releaseId, productId, organizationIds }, reader);
    if (news?.release.status !== 'published' || news.release.haltedAt !== null) return null;
    const token = encodeURIComponent(ctx.get(UnsubscribeLinks).tokenOf(first.id));
    const { release, productName: product, entitled, because, newest } = news;
    return {
      product,
      version: release.version,
      title: release.title,
      critical: release.critical,
      breaking: release.breakingChanges !== '',
      entitled,
      because: because.join(' '),
      newest: entitled ? null : (newest?.version ?? null),
      url: ctx.link(`/downloads/${releaseId}`),
      endUrl: ctx.link(`/unsubscribe?token=${token}`),
      oneClickUnsubscribeUrl: ctx.link(`/api/v1/unsubscribe?token=${token}`),
    };
  },
  sample: {
    product: 'Lumen Studio',
    version: '4.2.0',
    title: 'Faster previews',
    critical: false,
    breaking: true,
    entitled: true,
    because: '',
    newest: null,
    url: 'https://portal.example.com/downloads/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
    endUrl: 'https://portal.example.com/unsubscribe?token=sample',
  },
});
