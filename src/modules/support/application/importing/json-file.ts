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

/** Bytes as base64 writes them, with or without line breaks. */
export const base64 = z
  .string()
  .transform((text) => text.replace(/\s+/g, ''))
  .transform(bytesIn('base64'));

/** Bytes as phpMyAdmin writes them: `0x48656c6c6f`. */
export const hex = z
  .string()
  .transform((text) => text.replace(/^0x/, '').toLowerCase())
  .transform(bytesIn('hex'));

// The decoder leaves out what it does not know.
function bytesIn(encoding: 'base64' | 'hex') {
  return (text: string, context: z.RefinementCtx): Buffer => {
    const bytes = Buffer.from(text, encoding);
    if (bytes.toString(encoding) !== text)
      context.addIssue({ code: 'custom', message: 'These are no bytes.', input: '' });
    return bytes;
  };
}

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
  return Map.groupBy(rows, (one) => key(one.row));
}
