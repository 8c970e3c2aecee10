import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { isId } from '../../kernel/ids.js';

/** The query of every list: how many (1 to 100, 25 by default) and where to go on. */
export const listQuery = z.strictObject({
  limit: z.coerce
    .number('Use a whole number from 1 to 100.')
    .int('Use a whole number from 1 to 100.')
    .min(1, 'Use a whole number from 1 to 100.')
    .max(100, 'Use a whole number from 1 to 100.')
    .default(25),
  cursor: z.string().max(200, 'Use the nextCursor of the page before.').optional(),
});

/** The cursor in the address of a page: what is malformed is left out there, so the page always opens. */
export const pageCursor = z.string().max(200).optional().catch(undefined);

export type ListQuery = z.output<typeof listQuery>;

/** One page of a list; `nextCursor` is null on the last. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The shape of a list answer for OpenAPI. */
export const listing = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Give it as cursor for the next page.'),
  });

/** Where a page ended: the sort key (an instant or text) and the id that breaks ties. */
export interface Keyset {
  readonly key: string;
  readonly id: string;
}

/** @throws InvalidInput naming `cursor` when it is not one that a list gave. */
export function decodeCursor(cursor: string | undefined): Keyset | null {
  if (cursor === undefined || cursor === '') return null;
  const [key, id, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('\n');
  if (key === undefined || id === undefined || rest.length > 0 || !isId(id) || key.includes('\u0000')) {
    throw InvalidInput.field('cursor', 'Use the nextCursor of the page before, or leave it out.');
  }
  return { key, id };
}

/** Like {@link decodeCursor} for lists that are sorted by an instant. */
export function decodeInstantCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const keyset = decodeCursor(cursor);
  if (!keyset) return null;
  const at = new Date(keyset.key);
  // Only as we write it: a year that JavaScript knows may be none of PostgreSQL's.
  if (Number.isNaN(at.getTime()) || at.toISOString() !== keyset.key || !/^\d{4}-/.test(keyset.key)) {
    throw InvalidInput.field('cursor', 'Use the nextCursor of the page before, or leave it out.');
  }
  return { at, id: keyset.id };
}

/**
 * Cuts `limit + 1` rows to a page and makes the cursor of the last row shown.
 * @param keyOf the sort key of a row; an instant keeps microseconds only if the row carries them as text
 */
export function pageOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Date | string,
): Listing<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items, nextCursor: null };
  const key = keyOf(last);
  const text = `${key instanceof Date ? key.toISOString() : key}\n${last.id}`;
  return { items, nextCursor: Buffer.from(text).toString('base64url') };
}

/** The address of the next page of a list, keeping its filters; null on the last. */
export function nextHref(
  path: string,
  nextCursor: string | null,
  filters: Readonly<Record<string, string | null | undefined>> = {},
): string | null {
  if (nextCursor === null) return null;
  const given = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `${path}?${new URLSearchParams([...given, ['cursor', nextCursor]])}`;
}
