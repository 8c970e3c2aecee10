import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { I18n } from '../i18n/i18n.js';
import { projectRoot } from '../project-root.js';
import { Assets } from './assets.js';
import { icon, registerHelpers } from './helpers.js';
import { parseTemplate } from './parse-template.js';

const root = join(projectRoot, 'templates');

type Templates = ReadonlyMap<string, HandlebarsTemplateDelegate>;

const compileOptions = {
  strict: false,
  // A value is then known to be no helper, which saves a look-up for each; a misspelled helper fails.
  knownHelpersOnly: true,
  // Or the text in a textarea would be indented like the tag around it.
  preventIndent: true,
};

/**
 * Every template below templates/, for pages and e-mails alike, compiled once per language, with its first use: most
 * of what a process has is not asked for in its first minutes. A template's name is its path without `.hbs`; layouts, partials and the e-mail
 * layouts can be included under that name. Names that end in `.text` or `.subject` are plain text and do not escape.
 */
export class ViewEngine {
  private readonly sources = new Map<string, string>();
  private readonly languages = new Map<string, Templates>();

  constructor(
    private readonly i18n: I18n,
    private readonly assets: Assets = new Assets(),
  ) {
    for (const file of templateFiles()) {
      this.sources.set(file.slice(0, -'.hbs'.length), readFileSync(join(root, file), 'utf8'));
    }
  }

  /** @throws Error when there is no such template; that is a mistake in the code. */
  render(name: string, context: object, locale: string): string {
    const language = this.i18n.supported(locale);
    const template = this.in(language).get(name);
    if (!template) throw new Error(`There is no template templates/${name}.hbs.`);
    return template(context, { data: { locale: language, t: this.i18n.translator(language) } });
  }

  has(name: string): boolean {
    return this.sources.has(name);
  }

  private in(language: string): Templates {
    let templates = this.languages.get(language);
    if (!templates) {
      templates = this.compile(language);
      this.languages.set(language, templates);
    }
    return templates;
  }

  private compile(language: string): Templates {
    const handlebars = Handlebars.create();
    registerHelpers(handlebars, this.assets);
    const knownHelpers = Object.fromEntries(Object.keys(handlebars.helpers).map((name) => [name, true]));
    const text = this.i18n.translator(language);
    const included = this.includedNames();
    const templates = new Map<string, HandlebarsTemplateDelegate>();
    for (const [name, source] of this.sources) {
      const noEscape = /\.(text|subject)$/.test(name);
      const escaped = noEscape ? String : handlebars.escapeExpression;
      const known = {
        text,
        escaped,
        icon: (wanted: string, classes: string) => icon(this.assets, wanted, classes),
      };
      const options = { ...compileOptions, noEscape, knownHelpers };
      const template = atFirstUse(() => handlebars.compile(parseTemplate(source, known), options));
      templates.set(name, template);
      if (included.has(name)) handlebars.registerPartial(name, template);
    }
    return templates;
  }

  // Handlebars copies the whole list of partials for every block with inline parts, so it holds no page and no mail.
  private includedNames(): ReadonlySet<string> {
    const names = [...this.sources.values()].flatMap((source) =>
      [...source.matchAll(/\{\{~?#?>\s*([\w./-]+)/g)].map((match) => match[1] ?? ''),
    );
    return new Set(names);
  }
}

function atFirstUse(compile: () => HandlebarsTemplateDelegate): HandlebarsTemplateDelegate {
  let template: HandlebarsTemplateDelegate | null = null;
  return (context, options) => {
    template ??= compile();
    return template(context, options);
  };
}

function templateFiles(): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.hbs'));
}
