import { InvalidInput } from '../../../../kernel/errors.js';
import type { I18n } from '../../../../platform/i18n/i18n.js';

/** @throws InvalidInput naming `locale` when the portal does not speak the language */
export function checkLocale(locale: string | undefined, i18n: I18n): void {
  if (locale === undefined || i18n.locales.includes(locale)) return;
  throw InvalidInput.field('locale', `Use one of ${i18n.locales.join(', ')}.`);
}
