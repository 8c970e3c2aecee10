/**
 * Works on one after the other. One that cannot be done keeps none of the others from it.
 * @throws the first error, at the end
 */
export async function eachInTurn<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let failed: { readonly error: unknown } | null = null;
  for await (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failed ??= { error };
    }
  }
  if (failed) throw failed.error;
}

/**
 * Ids in their order, read a page at a time, each page after the work on the one before.
 * @param next at most `limit` ids after the given one; null: from the beginning
 */
export async function* byId<Id>(
  limit: number,
  next: (after: Id | null, limit: number) => Promise<readonly Id[]>,
): AsyncGenerator<Id> {
  let last: Id | null = null;
  do {
    const found: readonly Id[] = await next(last, limit);
    yield* found;
    last = found.length === limit ? (found.at(-1) ?? null) : null;
  } while (last !== null);
}
