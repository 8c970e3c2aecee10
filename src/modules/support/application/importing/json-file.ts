import { z } from 'zod';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { Findings } from './findings.js';

/** @throws InvalidInput naming `file` when it is no JSON */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw InvalidInput.field('file', 'The file is no JSON. Export it anew and choose it again.');
  }
}

/** An id or a word that may come as a number; nothing is empty. */
export const cell = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

export interface Row<Shape> {
  /** As `tickets 7`. */
  readonly where: string;
  readonly row: Shape;
}

/** The rows that have the shape; of the others it is said what is wrong. */
export function rowsOf<Shape>(
  rows: readonly unknown[],
  shape: z.ZodType<Shape>,
  { name, findings }: { readonly name: string; readonly findings: Findings },
): Row<Shape>[] {
  return rows.flatMap((row, index): Row<Shape>[] => {
    const where = `${name} ${index + 1}`;
    const read = shape.safeParse(row);
    if (read.success) return [{ where, row: read.data }];
    for (const { path } of read.error.issues)
      findings.problem(
        where,
        path.join('.') || 'row',
        'The field is missing, or not what it is in an export.',
      );
    return [];
  });
}

/** The rows by one of their cells. */
export function byKey<Shape>(rows: readonly Row<Shape>[], key: (row: Shape) => string): Map<string, Shape> {
  return new Map(rows.map(({ row }) => [key(row), row]));
}

/** The rows that share a cell, in their order. */
export function grouped<Shape>(
  rows: readonly Row<Shape>[],
  key: (row: Shape) => string,
): Map<string, Row<Shape>[]> {
  const groups = new Map<string, Row<Shape>[]>();
  for (const one of rows) groups.set(key(one.row), [...(groups.get(key(one.row)) ?? []), one]);
  return groups;
}
