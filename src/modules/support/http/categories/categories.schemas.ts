import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { fieldTypes, ticketKinds } from '../../events/ticket-words.js';

/** The most fields of a category. */
export const mostFields = 10;

const worded = z.strictObject({ en: line(80, 'name in English'), de: line(80, 'name in German') });
const field = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use small letters, digits and dashes.'),
    type: z.enum(fieldTypes, 'Use text, choice, version or date.'),
    label: worded,
    required: z.boolean('Use true or false.').default(false),
    choices: z.array(line(60, 'value')).max(30, 'Give at most 30 values.').default([]),
  })
  .refine(({ type, choices }) => (type === 'choice') === choices.length > 0, {
    message: 'Give values to a choice, and to nothing else.',
    path: ['choices'],
  })
  .meta({ id: 'CategoryField' });

/** What programs send. */
export const categoryBody = z
  .strictObject({
    name: worded,
    kind: z.enum(ticketKinds, 'Use support or service.'),
    archived: z.boolean('Use true or false.').default(false).describe('Nobody can choose it any more.'),
    fields: z
      .array(field)
      .max(mostFields, `Ask for at most ${mostFields} things.`)
      .refine(
        (all) => new Set(all.map(({ key }) => key)).size === all.length,
        'Give each field a key of its own.',
      ),
  })
  .meta({ id: 'CategoryWords' });

const text = z
  .string()
  .optional()
  .transform((typed) => typed?.trim() ?? '');

const row = (index: number) => ({
  [`key${index}`]: text,
  [`labelEn${index}`]: text,
  [`labelDe${index}`]: text,
  [`type${index}`]: text,
  [`required${index}`]: text,
  [`choices${index}`]: text,
});

type Typed = Readonly<Record<string, string | undefined>>;

function keyOf(label: string, taken: Set<string>): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  const base = words.slice(0, 36) || 'field';
  let key = base;
  for (let next = 2; taken.has(key); next += 1) key = `${base}-${next}`;
  taken.add(key);
  return key;
}

/** The rows with a label, each with its place in the form. */
function rowsIn(typed: Typed) {
  return Array.from({ length: mostFields }, (_, index) => ({
    place: index,
    key: typed[`key${index}`] ?? '',
    en: typed[`labelEn${index}`] ?? '',
    de: typed[`labelDe${index}`] ?? '',
    type: typed[`type${index}`] || 'text',
    required: typed[`required${index}`] === 'true',
    choices: (typed[`choices${index}`] ?? '').split(',').map((choice) => choice.trim()),
  })).filter(({ en, de }) => en !== '' || de !== '');
}

function fieldsIn(typed: Typed) {
  const rows = rowsIn(typed);
  const taken = new Set(rows.map(({ key }) => key).filter(Boolean));
  return rows.map(({ key, en, de, type, required, choices }) => ({
    key: key || keyOf(en || de, taken),
    type,
    label: { en: en || de, de: de || en },
    required,
    choices: type === 'choice' ? choices.filter(Boolean) : [],
  }));
}

/** The input of the form that a fault belongs to. */
function inputOf(path: readonly PropertyKey[], typed: Typed): string {
  const [first, index, what, language] = path;
  if (first === 'name') return index === 'de' && typed.nameDe ? 'nameDe' : 'nameEn';
  if (first !== 'fields') return String(first);
  const place = rowsIn(typed)[Number(index)]?.place ?? 0;
  if (what === 'choices' || what === 'type') return `${what}${place}`;
  return `label${language === 'de' && typed[`labelDe${place}`] ? 'De' : 'En'}${place}`;
}

/** The form of the console: one row for each field; a row without a label is none. */
export const categoryForm = z
  .object({
    version: z.coerce.number().int().catch(0),
    nameEn: text,
    nameDe: text,
    kind: text,
    archived: text,
    ...Object.assign({}, ...Array.from({ length: mostFields }, (_, index) => row(index))),
  })
  .transform((form, context) => {
    const typed = form as unknown as Typed;
    const words = categoryBody.safeParse({
      name: { en: typed.nameEn, de: typed.nameDe || typed.nameEn },
      kind: typed.kind,
      archived: typed.archived === 'true',
      fields: fieldsIn(typed),
    });
    if (words.success) return { version: Number(form.version), words: words.data };
    for (const { message, path } of words.error.issues)
      context.addIssue({ code: 'custom', message, path: [inputOf(path, typed)] });
    return z.NEVER;
  });

const shownWorded = z.object({ en: z.string(), de: z.string() });
export const shownField = z
  .object({
    key: z.string().describe('Names the field in `fields` of a new request.'),
    type: z.enum(fieldTypes).describe('version: like 4.2.0; date: like 2026-11-27.'),
    label: shownWorded,
    required: z.boolean(),
    choices: z.array(z.string()),
  })
  .meta({ id: 'TicketCategoryField' });
const category = z
  .object({
    id: z.uuid(),
    name: shownWorded,
    kind: z.enum(ticketKinds),
    fields: z.array(shownField),
  })
  .meta({ id: 'TicketCategory' });
export const categoryList = z.object({ items: z.array(category) }).meta({ id: 'TicketCategoryList' });
export const staffCategory = category
  .extend({ archived: z.boolean(), version: z.int().describe('Send it as If-Match to change it.') })
  .meta({ id: 'StaffTicketCategory' });
export const staffCategoryList = z
  .object({ items: z.array(staffCategory) })
  .meta({ id: 'StaffTicketCategoryList' });
