import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';

/**
 * Messages of errors and validation are written once, in English, where they are thrown: programs read them so. Pages
 * show them in the reader's language by looking the sentence up in templates/locales/<lng>/messages.json; numbers in
 * it are written `{n}` there.
 */
const catalogues = new Map<string, Readonly<Record<string, string>>>();
const current = new AsyncLocalStorage<{ locale: string }>();

/**
 * From here on, what this request does speaks the language. Call it before anything is awaited: what is entered after
 * an await is gone for whoever awaits the caller.
 */
export function speak(locale: string): void {
  current.enterWith({ locale });
}

/** It is another language that the request speaks, as it turned out. */
export function speakInstead(locale: string): void {
  const speaking = current.getStore();
  if (speaking) speaking.locale = locale;
}

/** The sentence in the language (of the running request when none is named); as it is when nobody translated it. */
export function inLanguage(message: string, locale: string | undefined = current.getStore()?.locale): string {
  if (!locale || locale === 'en') return message;
  const numbers: string[] = [];
  const key = message.replace(/\d[\d,.:]*\d|\d/g, (number) => {
    numbers.push(number);
    return '{n}';
  });
  const translated = catalogue(locale)[key];
  return translated?.replace(/\{n\}/g, () => grouped(numbers.shift() ?? '', locale)) ?? message;
}

/** "1,000,000" as the language writes it. Versions, times and dates stay as they are. */
function grouped(number: string, locale: string): string {
  const isLarge = /^\d{1,3}(?:,\d{3})+$/.test(number);
  return isLarge ? new Intl.NumberFormat(locale).format(Number(number.replaceAll(',', ''))) : number;
}

function catalogue(locale: string): Readonly<Record<string, string>> {
  let found = catalogues.get(locale);
  if (!found) {
    const file = join(projectRoot, 'templates', 'locales', locale, 'messages.json');
    found = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
    catalogues.set(locale, found);
  }
  return found;
}
