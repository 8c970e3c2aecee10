import type Handlebars from 'handlebars';
import type { Translate } from '../i18n/i18n.js';
import type { Assets } from './assets.js';
import { markdownToHtml } from './markdown.js';

type Options = Handlebars.HelperOptions;

/** What templates may call. Anything richer belongs in a view model. */
export function registerHelpers(handlebars: typeof Handlebars, assets: Assets): void {
  handlebars.registerHelper({
    t: (key: string, options: Options) => {
      const translate: Translate = options.data.t;
      return Object.keys(options.hash).length > 0 ? translate(key, options.hash) : translate(key);
    },
    asset: (name: string) => assets.url(name),
    icon: (name: string, options: Options) =>
      new handlebars.SafeString(icon(assets, name, options.hash.class ?? 'size-4')),
    // Sanctioned: sanitized by markdownToHtml, the only other way to unescaped output.
    // An article has anchors and labelled notes: {{markdown body note="Note" tip="Tip"}}.
    markdown: (text: unknown, { hash }: Options) => {
      const article = hash.note && hash.tip;
      const options = article ? { anchors: true, labels: { note: hash.note, tip: hash.tip } } : {};
      return new handlebars.SafeString(markdownToHtml(String(text ?? ''), options));
    },
    eq: (a: unknown, b: unknown) => a === b,
    or: (...values: unknown[]) => values.slice(0, -1).find(Boolean) ?? values.at(-2),
    and: (...values: unknown[]) => values.slice(0, -1).every(Boolean),
    not: (value: unknown) => !value,
    concat: (...values: unknown[]) => values.slice(0, -1).join(''),
    array: (...values: unknown[]) => values.slice(0, -1),
    object: (options: Options) => ({ ...options.hash }),
    json: (value: unknown) => JSON.stringify(value ?? null),
  });
}

const drawn = new Map<string, string>();

/** The icon as inline SVG with these classes. */
export function icon(assets: Assets, name: string, classes: string): string {
  const key = `${name} ${classes}`;
  let svg = drawn.get(key);
  if (!svg) {
    const safe = classes.replace(/[^\w\s:./[\]-]/g, '');
    svg = assets.icon(name).replace('<svg', `<svg class="${safe}" aria-hidden="true" focusable="false"`);
    if (drawn.size < 2_000) drawn.set(key, svg);
  }
  return svg;
}
