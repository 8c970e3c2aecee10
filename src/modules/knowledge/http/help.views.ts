import { nextHref } from '../../../platform/http/paging.js';
import type { Reader } from '../../../platform/http/readers.js';
import { formatDay } from '../../../platform/i18n/format.js';
import type { ArticleHit, ArticleHits } from '../application/search-articles.js';
import type { ShownArticle } from '../application/show-article.js';
import type { ArticleSummary } from '../application/visible-articles.js';

const articleHref = (slug: string): string => `/help/articles/${encodeURIComponent(slug)}`;
const categoryHref = (slug: string): string => `/help/categories/${encodeURIComponent(slug)}`;

// A day has no zone: it is the author's, and shown as such everywhere.
const shownDay = (day: string, locale: string) => ({
  iso: day,
  text: formatDay(new Date(`${day}T12:00:00Z`), locale, 'UTC'),
});

function card(article: ArticleSummary, { locale }: Reader) {
  return {
    href: articleHref(article.slug),
    title: article.title,
    summary: article.summary,
    updated: shownDay(article.updatedOn, locale),
    lang: article.locale === locale ? null : article.locale,
  };
}

/** The help center's front: categories with their articles, in reading order. */
export function helpHomeView(articles: readonly ArticleSummary[], context: Reader) {
  const names = new Map(articles.map(({ category, categoryName }) => [category, categoryName]));
  return {
    title: context.t('knowledge.home.heading'),
    categories: [...names].map(([category, name]) => ({
      id: `c-${category}`,
      name,
      href: categoryHref(category),
      articles: articles
        .filter((article) => article.category === category)
        .map((article) => card(article, context)),
    })),
  };
}

export function categoryView(articles: readonly ArticleSummary[], context: Reader) {
  const name = articles[0]?.categoryName ?? '';
  return {
    title: name,
    breadcrumbs: [{ label: context.t('knowledge.home.crumb'), href: '/help' }, { label: name }],
    articles: articles.map((article) => card(article, context)),
  };
}

export function searchView(query: string, hits: ArticleHits, context: Reader) {
  return {
    title: context.t('knowledge.search.title'),
    breadcrumbs: [
      { label: context.t('knowledge.home.crumb'), href: '/help' },
      { label: context.t('knowledge.search.title') },
    ],
    query,
    asked: query.trim() !== '',
    corrected: hits.corrected,
    hits: hits.items.map((hit) => ({
      ...card(hit, context),
      category: hit.categoryName,
      titleSegments: hit.highlights.title,
      excerpt: hit.highlights.excerpt,
    })),
    nextHref: nextHref('/help/search', hits.nextCursor, { query }),
  };
}

export function articleView(article: ShownArticle, context: Reader) {
  const { t, locale } = context;
  return {
    ...card(article, context),
    breadcrumbs: [
      { label: t('knowledge.home.crumb'), href: '/help' },
      { label: article.categoryName, href: categoryHref(article.category) },
      { label: article.title },
    ],
    category: { name: article.categoryName, href: categoryHref(article.category) },
    body: article.bodyMarkdown,
    contents: contentsOf(article),
    related: article.related.map((other) => card(other, context)),
    otherLanguage:
      article.locale === locale
        ? null
        : new Intl.DisplayNames([locale], { type: 'language' }).of(article.locale),
    helpful: {
      action: `${articleHref(article.slug)}/helpful`,
      yes: article.marked === true,
      no: article.marked === false,
      count: article.helpfulCount > 0 ? t('knowledge.helpful.count', { count: article.helpfulCount }) : null,
    },
  };
}

function contentsOf({ headings }: ShownArticle) {
  const contents: { href: string; text: string; below: { href: string; text: string }[] }[] = [];
  for (const { level, id, text } of headings) {
    const entry = { href: `#${encodeURIComponent(id)}`, text, below: [] };
    const parent = contents.at(-1);
    if (level === 3 && parent) parent.below.push(entry);
    else contents.push(entry);
  }
  return contents;
}

/** What the search box shows below itself; the script reads label, href and hint. */
export function suggestionsView(query: string, hits: readonly ArticleHit[], { t }: Reader) {
  const empty = query.trim() === '' ? t('knowledge.suggestions.empty') : t('knowledge.suggestions.none');
  return {
    items: hits.map((hit) => ({ label: hit.title, href: articleHref(hit.slug), hint: hit.categoryName })),
    message: hits.length > 0 ? null : empty,
  };
}
