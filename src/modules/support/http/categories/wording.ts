import type { Reader } from '../../../../platform/http/readers.js';

/** German for readers of German; English for all others. */
export const inLanguageOf = (
  { locale }: Pick<Reader, 'locale'>,
  text: { readonly en: string; readonly de: string },
): string => (locale.startsWith('de') ? text.de : text.en);
