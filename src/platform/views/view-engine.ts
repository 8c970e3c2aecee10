import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { I18n } from '../i18n/i18n.js';
import { projectRoot } from '../project-root.js';
import { Assets } from './assets.js';
import { registerHelpers } from './helpers.js';
import { parseTemplate } from './parse-template.js';

const root = join(projectRoot, 'templates');

/**
 * Every template below templates/, compiled at boot, for pages and e-mails alike. A template's name is its path without
 * `.hbs`; layouts, partials and the e-mail layouts can be included under that name. Names that end in `.text` or
 * `.subject` are plain text and do not escape.
 */
export class ViewEngine {
  private readonly templates = new Map<string, HandlebarsTemplateDelegate>();

  constructor(
    private readonly i18n: I18n,
    assets: Assets = new Assets(),
  ) {
    const handlebars = Handlebars.create();
    registerHelpers(handlebars, i18n, assets);
    for (const file of templateFiles()) {
      const name = file.slice(0, -'.hbs'.length);
      const source = readFileSync(join(root, file), 'utf8');
      const template = handlebars.compile(parseTemplate(source), {
        noEscape: /\.(text|subject)$/.test(name),
        strict: false,
        // Or the text in a textarea would be indented like the tag around it.
        preventIndent: true,
      });
      this.templates.set(name, template);
      handlebars.registerPartial(name, template);
    }
  }

  /** @throws Error when there is no such template; that is a mistake in the code. */
  render(name: string, context: object, locale: string): string {
    const template = this.templates.get(name);
    if (!template) throw new Error(`There is no template templates/${name}.hbs.`);
    return template(context, {
      data: { locale: this.i18n.supported(locale), t: this.i18n.translator(locale) },
    });
  }

  has(name: string): boolean {
    return this.templates.has(name);
  }
}

function templateFiles(): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.hbs'));
}
