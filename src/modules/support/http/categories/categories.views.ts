import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { ShownCategory } from '../../application/categories/show-categories.js';
import { fieldTypes, ticketKinds } from '../../events/ticket-words.js';
import { mostFields } from './categories.schemas.js';
import { inLanguageOf } from './wording.js';

export function categoriesView(path: string, categories: readonly ShownCategory[], reader: Reader) {
  const { t } = reader;
  return {
    title: t('support.categories.title'),
    categories: categories.map(({ id, name, kind, fields, archived }) => ({
      href: `${path}/${id}`,
      name: inLanguageOf(reader, name),
      kind: t(`support.kind.${kind}`),
      fields: fields.length,
      archived: archived
        ? { tone: 'neutral', icon: 'archive', label: t('support.categories.archived') }
        : null,
    })),
  };
}

type Values = Readonly<Record<string, unknown>>;

/** The names of the form for what is stored. */
function typedOf({ name, kind, fields, archived, version }: ShownCategory): Values {
  const rows = fields.flatMap((field, index) => [
    [`key${index}`, field.key],
    [`labelEn${index}`, field.label.en],
    [`labelDe${index}`, field.label.de],
    [`type${index}`, field.type],
    [`required${index}`, String(field.required)],
    [`choices${index}`, field.choices.join(', ')],
  ]);
  const head = { version, nameEn: name.en, nameDe: name.de, kind, archived: String(archived) };
  return { ...head, ...Object.fromEntries(rows) };
}

function rowOf(
  index: number,
  { values, errors }: { readonly values: Values; readonly errors: Refusal['errors'] },
  { t }: Reader,
) {
  const named = (what: string) => {
    const name = `${what}${index}`;
    return { name, value: values[name] ?? '', error: errors[name] };
  };
  return {
    legend: t('support.categories.field', { number: index + 1 }),
    key: named('key'),
    labelEn: named('labelEn'),
    labelDe: named('labelDe'),
    choices: named('choices'),
    required: { name: `required${index}`, checked: values[`required${index}`] === 'true' },
    type: {
      name: `type${index}`,
      error: errors[`type${index}`],
      options: fieldTypes.map((type) => ({
        value: type,
        label: t(`support.categories.type.${type}`),
        selected: values[`type${index}`] === type,
      })),
    },
  };
}

export function categoryView(
  path: string,
  about: { readonly category: ShownCategory | null; readonly refusal: Refusal | null },
  reader: Reader,
) {
  const { category, refusal } = about;
  const { t } = reader;
  const values: Values = refusal?.values ?? (category ? typedOf(category) : {});
  const form = refusal ?? { errors: {}, summary: [], message: null };
  const title = category ? inLanguageOf(reader, category.name) : t('support.categories.new');
  const filled = Array.from({ length: mostFields }, (_, index) => index).filter(
    (index) => values[`labelEn${index}`] || values[`labelDe${index}`],
  );
  // Always some empty rows to fill in.
  const shown = Math.min(mostFields, Math.max(-1, ...filled) + 4);
  return {
    title,
    breadcrumbs: [{ label: t('support.categories.title'), href: path }, { label: title }],
    action: category ? `${path}/${category.id}` : path,
    cancelHref: path,
    form,
    values,
    archived: values.archived === 'true',
    kinds: ticketKinds.map((kind) => ({
      value: kind,
      label: t(`support.kind.${kind}`),
      selected: values.kind === kind,
    })),
    rows: Array.from({ length: shown }, (_, index) => rowOf(index, { values, errors: form.errors }, reader)),
  };
}
