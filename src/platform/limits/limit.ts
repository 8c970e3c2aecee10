/** How often something may be done with one key. */
export interface Limit {
  readonly name: string;
  readonly points: number;
  readonly perSeconds: number;
  /**
   * What happens while the counters cannot be reached. Limits on guessing `refuse` (503), so that taking the store
   * down opens no door; all others `allow`.
   */
  readonly withoutStore: 'refuse' | 'allow';
}

const declared = new Set<string>();

/**
 * Declares a limit: `points` attempts per `perSeconds`, counted from the first.
 * @param declaration.withoutStore `allow` unless it is said
 * @throws Error when the name is declared twice
 */
export function declareLimit(
  declaration: Omit<Limit, 'withoutStore'> & Partial<Pick<Limit, 'withoutStore'>>,
): Limit {
  if (declared.has(declaration.name)) throw new Error(`Limit ${declaration.name} is declared twice.`);
  declared.add(declaration.name);
  return { withoutStore: 'allow', ...declaration };
}
