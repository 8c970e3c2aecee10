import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { I18n } from '../../../../platform/i18n/i18n.js';
import { markdownToHtml } from '../../../../platform/views/markdown.js';

/** Writes what people read in a bundle. */
@Injectable()
export class BundleTexts {
  constructor(
    private readonly i18n: I18n,
    private readonly config: Config,
  ) {}

  /** How to check and install it, without any other help. */
  readme(
    locale: string,
    of: {
      readonly product: string;
      readonly version: string;
      readonly serialNumber: string;
      readonly kid: string;
    },
  ): string {
    const t = this.i18n.translator(locale);
    return `${t('bundles.readme', { ...of, portal: this.config.publicUrl })}\n`;
  }

  /** Markdown as a page that needs nothing else and runs nothing. */
  page(locale: string, title: string, markdown: string): string {
    return [
      '<!doctype html>',
      `<html lang="${escaped(locale)}">`,
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
      `<title>${escaped(title)}</title>`,
      `<h1>${escaped(title)}</h1>`,
      markdownToHtml(markdown),
      '</html>\n',
    ].join('\n');
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
