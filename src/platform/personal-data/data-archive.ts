import { strToU8, zipSync } from 'fflate';
import { csvRecord } from '../csv.js';
import type { OwnRows } from './personal-data.js';

/** A zip with one JSON and one CSV file per table, and a readme. */
export function archiveOf(data: readonly OwnRows[], readme: string): Buffer {
  const files = data.flatMap(({ table, rows }) => [
    [`${table}.json`, strToU8(`${JSON.stringify(rows, null, 2)}\n`)] as const,
    [`${table}.csv`, strToU8(csvOf(rows))] as const,
  ]);
  return Buffer.from(zipSync({ 'README.txt': strToU8(readme), ...Object.fromEntries(files) }));
}

/** One record per row, after the names of the columns. */
export function csvOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
  return lines.map(csvRecord).join('');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
