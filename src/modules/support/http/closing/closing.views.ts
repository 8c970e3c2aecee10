import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { GivenRating, LinkedTicket, Outcome } from '../../application/closing/show-outcome.js';
import { ratingScores, replyMeanings } from '../../events/ticket-words.js';
import { timeOf } from '../tickets.wording.js';

export const toRating = ({ score, comment, ratedAt }: GivenRating) => ({
  score,
  comment,
  ratedAt: ratedAt.toISOString(),
});

const looks = {
  good: { tone: 'success', icon: 'thumbs-up' },
  bad: { tone: 'error', icon: 'thumbs-down' },
} as const;

/** How a request was rated, in words and with an icon. */
export const ratingBadge = ({ score }: Pick<GivenRating, 'score'>, { t }: Reader) => ({
  ...looks[score],
  label: t(`support.rating.${score}`),
});

/** What came before and after a request. */
export function linksView(base: string, { continues, continuedBy }: Outcome, { t }: Reader) {
  const link = (key: string, { id, number, subject }: LinkedTicket) => ({
    label: t(key),
    text: `${number} · ${subject}`,
    href: `${base}/${id}`,
  });
  return [
    ...(continues ? [link('support.closing.continues', continues)] : []),
    ...continuedBy.map((ticket) => link('support.closing.continuedBy', ticket)),
  ];
}

/** The rating as agents see it. */
export function ratingFacts({ rating }: Outcome, reader: Reader) {
  if (!rating) return [];
  return [
    { label: reader.t('support.rating.title'), status: ratingBadge(rating, reader) },
    ...(rating.comment ? [{ label: reader.t('support.rating.comment'), text: rating.comment }] : []),
  ];
}

/** The card with which the requester rates. */
export function ratingView({ rating, mayRate }: Outcome, refusal: Refusal | null, reader: Reader) {
  if (!mayRate && !rating) return null;
  const typed = refusal?.values.score === undefined ? null : refusal;
  const values: Readonly<Record<string, unknown>> = typed?.values ?? { ...rating };
  return {
    mayRate,
    given: rating && { badge: ratingBadge(rating, reader), comment: rating.comment },
    at: rating && timeOf(rating.ratedAt, reader),
    comment: values.comment ?? '',
    error: typed?.errors.score ?? null,
    commentError: typed?.errors.comment ?? null,
    scores: ratingScores.map((score) => ({
      value: score,
      label: reader.t(`support.rating.${score}`),
      checked: values.score === score,
    })),
  };
}

/** The three ways of a reply to a closed request (row SU-8). */
export const meaningsView = (chosen: unknown, { t }: Reader) =>
  replyMeanings.map((meaning) => ({
    value: meaning,
    label: t(`support.closing.meaning.${meaning}`),
    checked: chosen === meaning,
  }));
