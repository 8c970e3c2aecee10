import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { projectRoot } from '../../../platform/project-root.js';
import { markdownToText } from '../../../platform/views/markdown.js';
import type { ArticleContent } from '../domain/article.js';
import { type ArticleSource, categorySlug, parseArticleSource } from '../domain/article-source.js';
import { withoutMarks } from '../domain/highlight.js';

/** An article that ships with the portal, ready to publish. */
export interface BuiltInArticle {
  readonly slug: string;
  readonly locale: string;
  readonly content: ArticleContent;
  readonly hash: string;
}

type Found = { readonly slug: string; readonly locale: string; readonly source: ArticleSource };

const folder = join(projectRoot, 'templates', 'articles');

/** Reads templates/articles: one folder per language, one file per article, named by its slug. */
@Injectable()
export class BuiltInArticles {
  /** @throws BrokenArticle naming the first file that cannot be read */
  async read(): Promise<BuiltInArticle[]> {
    const locales = await readdir(folder, { withFileTypes: true });
    const perLocale = locales
      .filter((entry) => entry.isDirectory())
      .map((entry) => this.ofLocale(entry.name));
    const found = (await Promise.all(perLocale)).flat();
    return found.map((article) => builtIn(article, categoryOf(article, found)));
  }

  private async ofLocale(locale: string): Promise<Found[]> {
    const files = (await readdir(join(folder, locale))).filter((name) => name.endsWith('.md')).sort();
    return Promise.all(
      files.map(async (name) => {
        const text = await readFile(join(folder, locale, name), 'utf8');
        return { slug: name.slice(0, -3), locale, source: parseArticleSource(`${locale}/${name}`, text) };
      }),
    );
  }
}

// A category has one address in all languages, so that switching the language stays on the page (row S3.2).
function categoryOf(article: Found, all: readonly Found[]): string {
  const english = all.find(({ slug, locale }) => slug === article.slug && locale === 'en') ?? article;
  return categorySlug(english.source.categoryName);
}

function builtIn({ slug, locale, source }: Found, category: string): BuiltInArticle {
  const content = { ...source, category, bodyText: withoutMarks(markdownToText(source.bodyMarkdown)) };
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { slug, locale, content, hash };
}
