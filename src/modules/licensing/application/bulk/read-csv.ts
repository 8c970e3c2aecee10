import { type CsvError, parse } from 'csv-parse/sync';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { LineProblem } from '../../domain/license-batch.js';

/** The columns of a file. */
export interface CsvShape<Column extends string> {
  readonly columns: readonly Column[];
  /** Columns of which one each must be there. */
  readonly needed: readonly (readonly Column[])[];
  /** What helps when one of them is not. */
  readonly missing: string;
  /** What helps when there is another one. */
  readonly unknown: string;
}

/** A line of the file; a cell that is missing is empty. `line` is as editors count them, from 1. */
export type TypedLine<Column extends string> = { readonly line: number } & Readonly<Record<Column, string>>;

export const mostLines = 10_000;

/** What a file says, and what is wrong with the names of its columns. */
export interface ReadCsv<Column extends string> {
  /** The columns that it has. */
  readonly names: readonly string[];
  readonly lines: readonly TypedLine<Column>[];
  readonly problems: readonly LineProblem[];
}

/**
 * Reads a CSV whose first line names its columns, separated by commas or semicolons.
 * @throws InvalidInput naming `file` when it cannot be read at all, is empty or too long
 */
export function readCsv<Column extends string>(bytes: Uint8Array, shape: CsvShape<Column>): ReadCsv<Column> {
  const [head, ...rest] = recordsOf(textOf(bytes));
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  if (!shape.needed.every((oneOf) => oneOf.some((column) => names.includes(column))))
    throw refused(shape.missing);
  if (rest.length === 0) throw refused('There is no line below the names of the columns.');
  if (rest.length > mostLines) throw refused('Use at most 10,000 lines; split the file into several.');
  const places = shape.columns.map((column) => [column, names.indexOf(column)] as const);
  const lines = rest.map(({ line, cells }) => ({
    ...(Object.fromEntries(
      places.map(([column, place]) => [column, (cells[place] ?? '').trim()]),
    ) as Readonly<Record<Column, string>>),
    line,
  }));
  return { names, lines, problems: headProblems(names, shape) };
}

function headProblems<Column extends string>(
  names: readonly string[],
  { columns, unknown }: CsvShape<Column>,
): LineProblem[] {
  return names.flatMap((column, place) => {
    if (!columns.some((known) => known === column)) return [{ line: 1, column, message: unknown }];
    const repeated = names.indexOf(column) !== place;
    return repeated ? [{ line: 1, column, message: 'Name each column once.' }] : [];
  });
}

function textOf(bytes: Uint8Array): string {
  const wrong = () => refused('Save the file as CSV in UTF-8 and choose it again.');
  // UTF-16 without its mark passes as UTF-8 full of NULs, which no database keeps.
  if (bytes.includes(0)) throw wrong();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wrong();
  }
}

interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): CsvLine[] {
  const options = { delimiter: separatorOf(text), info: true, relax_column_count: true } as const;
  try {
    const found = parse(text, {
      ...options,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: 10_000,
      // One more than may be, and the head, so that a file of millions is not read to its end.
      to: mostLines + 2,
    }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
    // A cell may hold line breaks; the parser tells where a record ends.
    return found.map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record }));
  } catch (error) {
    const line = (error as Partial<CsvError> & { lines?: number }).lines ?? 1;
    throw refused(`The file is no CSV from line ${line} on; look for a quote that is not closed.`);
  }
}

const breaksIn = (cells: readonly string[]): number => cells.join('').split('\n').length - 1;

// Spreadsheets of some languages separate by semicolons.
function separatorOf(text: string): ',' | ';' {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  return head.split(';').length > head.split(',').length ? ';' : ',';
}

const refused = (message: string): InvalidInput => InvalidInput.field('file', message);
