import { type Listing, nextHref } from '../../../../platform/http/paging.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { ListedRating } from '../../application/reports/list-ratings.js';
import type { RatingScore } from '../../events/ticket-words.js';
import { ratingBadge } from '../closing/closing.views.js';
import { address, timeOf } from '../tickets.wording.js';
import { ratingsPath, reportsPath } from './reports.views.js';

interface Asked {
  readonly score?: RatingScore | undefined;
  readonly commented?: 'yes' | undefined;
}

const tabs: readonly (readonly [string, Asked])[] = [
  ['all', {}],
  ['commented', { commented: 'yes' }],
  ['bad', { score: 'bad' }],
  ['good', { score: 'good' }],
];

export function ratingsView(
  { items, nextCursor }: Listing<ListedRating>,
  { score, commented }: Asked,
  reader: Reader,
) {
  const { t } = reader;
  const here = address(ratingsPath, { score, commented });
  return {
    breadcrumbs: [{ label: t('reports.title'), href: reportsPath }, { label: t('reports.ratingsTitle') }],
    tabs: tabs.map(([key, narrowing]) => {
      const href = address(ratingsPath, { ...narrowing });
      return { label: t(`reports.tab.${key}`), href, current: href === here };
    }),
    ratings: items.map((rating) => ({
      number: rating.number,
      subject: rating.subject,
      href: `/admin/tickets/${rating.id}`,
      score: ratingBadge(rating, reader),
      comment: rating.comment,
      organization: rating.organizationName ?? t('support.people.former'),
      assignee: rating.assigneeName ?? t('support.detail.unassigned'),
      ratedAt: timeOf(rating.ratedAt, reader),
    })),
    nextHref: nextHref(ratingsPath, nextCursor, { score, commented }),
  };
}
