import { basename, dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesBelow } from './files.js';

const plural = /_(?:zero|one|two|few|many|other)$/;

/** Keys with their texts; a key may contain dots of its own. */
function textsIn(value: unknown, prefix: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[prefix, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${prefix}.${key}`));
}

/** Every text by `namespace.path`, by language. */
const catalogues = new Map<string, Map<string, string>>();
const files = filesBelow('templates/locales', '.json');
for (const { path, text } of files.filter((file) => !file.path.endsWith('/messages.json'))) {
  const language = basename(dirname(path));
  const catalogue = catalogues.get(language) ?? new Map<string, string>();
  for (const [key, value] of textsIn(JSON.parse(text), basename(path, '.json'))) catalogue.set(key, value);
  catalogues.set(language, catalogue);
}

const english = catalogues.get('en') ?? new Map<string, string>();
const known = new Set([...english.keys()].flatMap((key) => [key, key.replace(plural, '')]));
const namespaces = new Set([...english.keys()].map((key) => key.split('.')[0]));

const templates = filesBelow('templates', '.hbs');
const source = filesBelow('src', '.ts').filter(({ path }) => !path.endsWith('.spec.ts'));

/** Quoted keys of a text: whole ones, and the beginnings that a value completes (`status.${status}`). */
function keysIn(text: string): { whole: string[]; begun: string[] } {
  const quoted = [...text.matchAll(/['"`]([a-z][\w-]*\.[\w.-]*)(\$\{)?/g)]
    .map((match) => ({
      key: match[1] ?? '',
      begun: match[2] !== undefined || match[1]?.endsWith('.') === true,
    }))
    .filter(({ key }) => namespaces.has(key.split('.')[0]));
  return {
    whole: quoted.filter(({ begun }) => !begun).map(({ key }) => key),
    begun: quoted.filter(({ begun }) => begun).map(({ key }) => key),
  };
}

const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\{\{?\s*([\w.]+)[^}]*\}\}?/g)].map((match) => match[1] ?? '').sort();

/** German has the same plural forms as English; a language with others needs them listed here. */
const languages = [...catalogues.keys()].filter((language) => language !== 'en');

describe('translations', () => {
  it.each(languages)('%s has exactly the keys of English', (language) => {
    expect([...(catalogues.get(language)?.keys() ?? [])].sort()).toEqual([...english.keys()].sort());
  });

  it('call a machine that holds a license Gerät in German, which a phone and a server are, too', () => {
    const german = [
      ...files.filter(({ path }) => path.includes('/de/')),
      ...filesBelow('templates/articles/de', '.md'),
      ...filesBelow('clients/verifier', '.html'),
    ];
    expect(german.length).toBeGreaterThan(20);
    const other = german.flatMap(({ path, text }) =>
      [...text.matchAll(/[^\n]{0,40}\bRechner[^\n]{0,20}/g)].map(([words]) => `${path}: ${words}`),
    );
    expect(other).toEqual([]);
  });

  it.each(languages)('%s names the same variables as English', (language) => {
    const differing = [...(catalogues.get(language) ?? [])].filter(
      ([key, text]) => variablesIn(text).join() !== variablesIn(english.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each([...catalogues.keys()])('%s has no empty text', (language) => {
    const empty = [...(catalogues.get(language) ?? [])].filter(([, text]) => text.trim() === '');
    expect(empty.map(([key]) => key)).toEqual([]);
  });

  it('has every key that a template uses', () => {
    const missing = templates.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:\{\{[~#]?|\()\s*t\s+(["'])([^"']+)\1/g)]
        .map((match) => match[2] ?? '')
        .filter((key) => !known.has(key))
        .map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('has every key that the code asks for', () => {
    const missing = source.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:t|translate)\(\s*(['"])([\w.-]+)\1/g)]
        .map((match) => match[2] ?? '')
        .filter((key) => !known.has(key))
        .map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  // The shell names places that later modules fill, so only the modules' own texts are held to this.
  it('has no key of a module that nobody uses', () => {
    const uses = [...templates, ...source].map(({ text }) => keysIn(text));
    const whole = new Set(uses.flatMap((use) => use.whole));
    const begun = [...new Set(uses.flatMap((use) => use.begun))];
    const unused = [...english.keys()].filter((key) => {
      // Those of `labels` stand for other keys (row S3.32 has its own test).
      if (key.startsWith('shell.') || key.startsWith('labels.')) return false;
      const base = key.replace(plural, '');
      return !whole.has(base) && !whole.has(key) && !begun.some((start) => base.startsWith(start));
    });
    expect(unused).toEqual([]);
  });
});

/** Sentences that people read from an error or a refused field: thrown in English, shown in the reader's language. */
describe('sentences of errors and schemas', () => {
  const speaking = /\.errors\.ts$|\.schemas\.ts$|^src\/kernel\/|\/domain\/|^src\/platform\/http\//;
  const forPrograms = /\/describe\.ts$/;
  const sentences = source
    .filter(({ path }) => speaking.test(path) && !forPrograms.test(path))
    .flatMap(({ text }) => [...spoken(text).matchAll(/(['"`])([A-Z][^'"`\n$]*? [^'"`\n$]*[.!?])\1/g)])
    .map((match) => (match[2] ?? '').replace(/\d[\d,.:]*\d|\d/g, '{n}'));

  it.each(languages)('are all known in %s', (language) => {
    const file = files.find(({ path }) => path.endsWith(`/${language}/messages.json`));
    const translated = new Set(Object.keys(JSON.parse(file?.text ?? '{}')));
    expect([...new Set(sentences)].filter((sentence) => !translated.has(sentence)).sort()).toEqual([]);
  });
});

/** The code without comments, descriptions for the API's document, and errors that only a programmer meets. */
function spoken(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(
      /(?:\.describe\(|\b(?:description|summary|about|examples?|subject|body):|new (?:Type|Range)?Error\()\s*(['"`])[^\n]*?\1/g,
      '',
    );
}
