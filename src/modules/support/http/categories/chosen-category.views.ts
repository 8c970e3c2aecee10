import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { ShownCategory } from '../../application/categories/show-categories.js';
import { inLanguageOf } from './wording.js';

/** The step before the form: what it is about. Plain links, so that it works everywhere. */
export function chooseView(categories: readonly ShownCategory[], licenseId: string | null, reader: Reader) {
  const link = (category: string) =>
    `/requests/new?${new URLSearchParams({ category, ...(licenseId ? { license: licenseId } : {}) })}`;
  return {
    categories: [
      ...categories.map(({ id, name, kind }) => ({
        href: link(id),
        name: inLanguageOf(reader, name),
        kind: reader.t(`support.kind.${kind}`),
      })),
      { href: link('none'), name: reader.t('support.categories.other'), kind: null },
    ],
  };
}

/** The chosen category with its fields, as inputs of the form. */
export function chosenView(
  category: ShownCategory,
  form: Omit<Refusal, 'code'>,
  about: { readonly version: string | null; readonly reader: Reader },
) {
  const { version, reader } = about;
  return {
    id: category.id,
    name: inLanguageOf(reader, category.name),
    fields: category.fields.map(({ key, type, label, required, choices }) => {
      const name = `fields.${key}`;
      const typed = form.values[name];
      const known = type === 'version' ? (version ?? '') : '';
      return {
        name,
        type: { choice: 'select', date: 'date', text: 'text', version: 'text' }[type],
        label: inLanguageOf(reader, label),
        value: typed ?? known,
        error: form.errors[name] ?? null,
        help: type === 'version' && version ? reader.t('support.categories.newest', { version }) : null,
        required,
        optional: !required,
        maxlength: type === 'version' ? 60 : 1_000,
        placeholder: type === 'choice' ? reader.t('support.categories.choose') : null,
        options: choices.map((choice) => ({ value: choice, label: choice })),
      };
    }),
  };
}
