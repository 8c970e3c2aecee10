import { createHash } from 'node:crypto';
import pg from 'pg';

// Counts and sizes come as bigint; all of ours are below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** A statement with its parameters; made by {@link sql}. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    // Statements are written in the code, so there are few; the bound only keeps a mistake from growing.
    if (names.size < 1_000) names.set(text, name);
  }
  return name;
}

const isStatement = (value: unknown): value is Statement =>
  typeof value === 'object' && value !== null && 'text' in value && 'values' in value;

/** A template, with statements and values in its first places, that makes the same text whenever it comes. */
class Form {
  private static count = 0;
  private readonly next = new Map<Part, Form>();
  text: string | undefined;

  with(part: Part): Form {
    const known = this.next.get(part);
    if (known) return known;
    const form = new Form();
    Form.count += 1;
    // There are few; the bound only keeps a list that grows with what somebody sends from filling the memory.
    if (Form.count < 5_000) this.next.set(part, form);
    return form;
  }
}

/** The template itself, the text of a statement, or undefined for a value. */
type Part = TemplateStringsArray | string | undefined;

const forms = new Form();

/**
 * A parametrized statement: interpolated values become parameters, interpolated statements are spliced in.
 * Nothing is ever concatenated into the text. The text is put together once and then known again, since most
 * statements run with each request.
 */
export function sql(parts: TemplateStringsArray, ...inputs: readonly unknown[]): Statement {
  let form = forms.with(parts);
  const values: unknown[] = [];
  for (const input of inputs) {
    const statement = isStatement(input) ? input : null;
    form = form.with(statement?.text);
    if (statement) values.push(...statement.values);
    else values.push(input);
  }
  form.text ??= textOf(parts, inputs);
  return { text: form.text, values };
}

function textOf(parts: TemplateStringsArray, inputs: readonly unknown[]): string {
  let text = parts[0] ?? '';
  let before = 0;
  inputs.forEach((input, index) => {
    if (isStatement(input)) {
      const first = before;
      text += input.text.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + first}`);
      before += input.values.length;
    } else {
      before += 1;
      text += `$${before}`;
    }
    text += parts[index + 1] ?? '';
  });
  return text;
}

/** No condition; for filters that are not set. */
export const nothing: Statement = { text: '', values: [] };

/**
 * Reads for pages and lists: prepared statements that return plain rows, outside any unit of work. Instants come
 * as Date, bigint as number. It never writes.
 */
export class ReadDatabase {
  constructor(private readonly pool: pg.Pool) {}

  async many<Row extends object>(statement: Statement): Promise<Row[]> {
    const { text, values } = statement;
    const result = await this.pool.query<Row & pg.QueryResultRow>({
      name: nameOf(text),
      text,
      values: [...values],
    });
    return result.rows;
  }

  /** The first row, or null. */
  async one<Row extends object>(statement: Statement): Promise<Row | null> {
    return (await this.many<Row>(statement))[0] ?? null;
  }
}
