import { type CsvError, parse } from 'csv-parse/sync';
import { InvalidInput } from '../../../../kernel/errors.js';

type Cells = Readonly<Record<string, string>>;

export interface CsvLine {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  /** Trimmed, by the names of the columns in lower case. */
  readonly cells: Cells;
}

/** Lines separated by commas or semicolons. @throws InvalidInput naming `file` when it is no CSV */
export function readCsv(text: string): { readonly names: readonly string[]; readonly lines: CsvLine[] } {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ',';
  let columns: string[] = [];
  const namesIn = (header: string[]): string[] => {
    columns = header.map((name) => name.trim().toLowerCase());
    return columns;
  };
  const options = {
    bom: true,
    delimiter,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    columns: namesIn,
  };
  let found: { readonly record: Cells; readonly info: { readonly lines: number } }[];
  try {
    found = parse(text, options) as unknown as typeof found;
  } catch (error) {
    const { lines = 1 } = error as Partial<CsvError> & { lines?: number };
    throw InvalidInput.field(
      'file',
      `The file is no CSV from line ${lines} on; look for a quote that is not closed.`,
    );
  }
  const lines = found.map(({ record, info }) => ({
    line: info.lines - breaksIn(record),
    cells: trimmed(record),
  }));
  return { names: columns, lines };
}

// A cell may hold line breaks; the parser tells where a record ends.
const breaksIn = (record: Cells): number => Object.values(record).join('').split('\n').length - 1;

const trimmed = (record: Cells): Cells =>
  Object.fromEntries(Object.entries(record).map(([name, cell]) => [name, cell.trim()]));
