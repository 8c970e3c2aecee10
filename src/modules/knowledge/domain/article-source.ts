import { BrokenArticle } from './article.errors.js';

/** A shipped article as its file says it. */
export interface ArticleSource {
  readonly title: string;
  readonly summary: string;
  readonly categoryName: string;
  readonly updatedOn: string;
  readonly sortOrder: number;
  readonly related: readonly string[];
  readonly bodyMarkdown: string;
}

/**
 * Reads a shipped article: lines `key: value` between two lines `---`, then Markdown.
 * @param name tells which file is broken
 * @throws BrokenArticle naming what is missing
 */
export function parseArticleSource(name: string, text: string): ArticleSource {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0)
    throw BrokenArticle.of(name, 'start it with lines between two lines ---.');
  const values = new Map(lines.slice(1, end).map(entry));
  const required = (key: string): string => {
    const value = values.get(key);
    if (!value) throw BrokenArticle.of(name, `give it a line "${key}: ...".`);
    return value;
  };
  const updatedOn = required('updated');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(updatedOn))
    throw BrokenArticle.of(name, 'write "updated" like 2026-11-20.');
  return {
    title: required('title'),
    summary: required('summary'),
    categoryName: required('category'),
    updatedOn,
    sortOrder: Math.trunc(Number(values.get('order') ?? 100)) || 0,
    related: (values.get('related') ?? '')
      .split(',')
      .map((slug) => slug.trim())
      .filter(Boolean),
    bodyMarkdown: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  };
}

/** The part of an address that stands for a category. */
export function categorySlug(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? [];
  return words.join('-') || 'other';
}

function entry(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, Math.max(colon, 0)).trim(), line.slice(colon + 1).trim()];
}
