import type { Reader } from '../../../../platform/http/readers.js';
import type { SuggestedAnswers } from '../../application/deflection/suggest-answers.js';

const articleHref = (slug: string): string => `/help/articles/${slug}`;
const releaseHref = (id: string): string => `/downloads/${id}`;

export const toSuggestions = ({ articles, releases }: SuggestedAnswers) => ({
  articles: articles.map(({ slug, title, summary }) => ({
    ref: slug,
    title,
    summary,
    href: articleHref(slug),
  })),
  releases: releases.map(({ id, productName, version, title, entitled }) => ({
    ...{ ref: id, productName, version, title, entitled },
    href: releaseHref(id),
  })),
});

/** Suggestions beside the form; asked: somebody looked for them. */
export function suggestionsView(found: SuggestedAnswers | null, { t }: Reader) {
  if (!found) return { asked: false, items: [] };
  const { articles, releases } = toSuggestions(found);
  const solved = (kind: string, ref: string) => `/requests/solved?${new URLSearchParams({ kind, ref })}`;
  return {
    asked: true,
    items: [
      ...releases.map(({ ref, productName, version, title, entitled, href }) => ({
        icon: 'package',
        title: t('support.deflection.release', { product: productName, version, title }),
        text: t(entitled ? 'support.deflection.entitled' : 'support.deflection.notEntitled'),
        href,
        solved: solved('release', ref),
      })),
      ...articles.map(({ ref, title, summary, href }) => ({
        icon: 'book-open',
        title,
        text: summary,
        href,
        solved: solved('article', ref),
      })),
    ],
  };
}
