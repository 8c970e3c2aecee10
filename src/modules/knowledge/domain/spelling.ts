/** How far a word may be from what was typed: short words have too many neighbors for two errors. */
function tolerance(length: number): number {
  if (length < 4) return 0;
  return length < 6 ? 1 : 2;
}

/**
 * The word that was most likely meant: the same one, else one that starts so, else the one with the fewest typing
 * errors (a letter missing, added, wrong, or swapped with its neighbor). Null when none is near.
 */
export function nearestWord(typed: string, candidates: readonly string[]): string | null {
  if (candidates.includes(typed)) return typed;
  const begun = candidates.filter((word) => word.startsWith(typed));
  if (begun.length > 0) return begun.reduce((a, b) => (b.length < a.length ? b : a));
  const most = tolerance(typed.length);
  const near = candidates
    .map((word) => ({ word, errors: typingErrors(typed, word) }))
    .filter(({ errors }) => errors <= most)
    .sort((a, b) => a.errors - b.errors);
  return near[0]?.word ?? null;
}

/** Optimal string alignment distance. Both words are short: the callers cap them at 60 characters. */
export function typingErrors(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const best = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(best, at(beforeLast, j - 2) + 1) : best);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
