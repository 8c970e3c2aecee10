/** What a term is looked up as: as it was typed (perhaps only begun), and the article word nearest to it. */
export interface Term {
  readonly typed: string;
  /** Null when the articles have no such word. */
  readonly nearest: string | null;
}

/**
 * The terms as text for to_tsquery. Terms hold letters and digits only, so nothing in them is an operator.
 * @param operator `&`: all terms; `|`: any of them
 */
export function tsquery(terms: readonly Term[], operator: '&' | '|'): string {
  return terms
    .map(({ typed, nearest }) =>
      nearest === null || nearest === typed ? `${typed}:*` : `(${typed}:* | ${nearest})`,
    )
    .join(` ${operator} `);
}
