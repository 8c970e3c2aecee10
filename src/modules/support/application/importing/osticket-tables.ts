import { z } from 'zod';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { Findings } from './findings.js';
import { parsedJson, type Row, rowsOf } from './json-file.js';

const dump = z.array(
  z.object({ type: z.string(), name: z.string().default(''), data: z.array(z.unknown()).default([]) }),
);

/** osTicket's tables as phpMyAdmin exports them to JSON; their names come without `ost_`. */
export class OsTicketTables {
  private readonly tables: ReadonlyMap<string, readonly unknown[]>;

  /** @throws InvalidInput naming `file` when it is something else */
  constructor(
    text: string,
    private readonly findings: Findings,
  ) {
    const read = dump.safeParse(parsedJson(text));
    const tables = read.success ? read.data.filter(({ type }) => type === 'table') : [];
    this.tables = new Map(tables.map(({ name, data }) => [name.replace(/^ost_/, ''), data]));
    if (!this.tables.has('ticket') || !this.tables.has('thread_entry'))
      throw InvalidInput.field(
        'file',
        'Export the tables of osTicket as JSON, ost_ticket and ost_thread_entry among them.',
      );
  }

  of<Shape>(name: string, shape: z.ZodType<Shape>): Row<Shape>[] {
    return rowsOf(this.tables.get(name) ?? [], shape, { name, findings: this.findings });
  }
}
