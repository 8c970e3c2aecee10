import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n as I18next } from 'i18next';
import { projectRoot } from '../project-root.js';

export type Translate = (key: string, variables?: Readonly<Record<string, unknown>>) => string;

/** What a vendor calls requests. */
export const requestsNames = ['requests', 'tickets'] as const;
export type RequestsName = (typeof requestsNames)[number];

const folder = join(projectRoot, 'templates', 'locales');
const fallback = 'en';

/**
 * The shipped languages. Adding one is adding a folder below templates/locales; the first dotted part of a key names
 * the file, so `support.list.title` is `list.title` in support.json.
 */
export class I18n {
  /** BCP 47 codes of the shipped languages, English first. */
  readonly locales: readonly string[];
  private readonly instance: I18next;
  private readonly translators = new Map<string, Translate>();

  /** @param called what the vendor calls requests in headings and menus (row S3.32) */
  constructor(called: RequestsName = 'requests') {
    const found = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const names = found.map((entry) => entry.name).sort();
    this.locales = [fallback, ...names.filter((name) => name !== fallback)];
    this.instance = createInstance();
    void this.instance.init({
      lng: fallback,
      fallbackLng: fallback,
      initAsync: false,
      resources: Object.fromEntries(this.locales.map((locale) => [locale, readCatalogue(locale)])),
      interpolation: { escapeValue: false },
      returnNull: false,
    });
    if (called !== 'requests') for (const locale of this.locales) this.rename(locale, called);
  }

  /** The translator of a language; texts without variables are looked up once. */
  translator(locale: string): Translate {
    const known = this.translators.get(locale);
    if (known) return known;
    const t = this.instance.getFixedT(this.supported(locale));
    const plain = new Map<string, string>();
    const translate: Translate = (key, variables) => {
      if (variables) return t(inNamespace(key), { ...variables });
      let text = plain.get(key);
      if (text === undefined) {
        text = t(inNamespace(key));
        plain.set(key, text);
      }
      return text;
    };
    // Unknown languages share English's translator, so a client cannot grow this map.
    if (this.locales.includes(locale)) this.translators.set(locale, translate);
    return translate;
  }

  /** True when the English catalogue has something under the key. */
  has(key: string): boolean {
    return this.instance.exists(inNamespace(key), { lng: fallback });
  }

  /** The texts that differ where requests are called so, by their whole keys. */
  labelsOf(locale: string, called: RequestsName): Readonly<Record<string, string>> {
    return this.instance.getResource(locale, 'labels', called) ?? {};
  }

  /** The shipped language nearest to the wanted one; English when none is near. */
  supported(locale: string | null | undefined): string {
    if (!locale) return fallback;
    const wanted = locale.toLowerCase();
    const exact = this.locales.find((name) => name.toLowerCase() === wanted);
    return (
      exact ??
      this.locales.find((name) => name.split('-')[0]?.toLowerCase() === wanted.split('-')[0]) ??
      fallback
    );
  }

  /** The best shipped language for an Accept-Language header. @see RFC 9110 section 12.5.4 */
  negotiate(acceptLanguage: string | undefined): string {
    const wanted = (acceptLanguage ?? '')
      .slice(0, 200)
      .split(',')
      .map((part) => {
        const [tag = '', ...parameters] = part.trim().split(';');
        const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
        return { tag: tag.trim(), quality: quality ? Number(quality.trim().slice(2)) : 1 };
      })
      .filter(({ tag, quality }) => tag && quality > 0)
      .sort((a, b) => b.quality - a.quality);
    const first = wanted.find(({ tag }) => this.ships(tag));
    return this.supported(first?.tag);
  }

  private rename(locale: string, called: RequestsName): void {
    for (const [key, text] of Object.entries(this.labelsOf(locale, called))) {
      const [namespace = '', ...path] = key.split('.');
      this.instance.addResource(locale, namespace, path.join('.'), text);
    }
  }

  private ships(tag: string): boolean {
    const language = tag.toLowerCase().split('-')[0];
    return this.locales.some((name) => name.toLowerCase().split('-')[0] === language);
  }
}

function readCatalogue(locale: string): Record<string, object> {
  const files = readdirSync(join(folder, locale)).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(join(folder, locale, file), 'utf8'))]),
  );
}

const inNamespace = (key: string): string => key.replace('.', ':');
