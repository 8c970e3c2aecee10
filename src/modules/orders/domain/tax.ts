/** A taxed position: whole numbers of minor units, and the rate in percent with at most three decimals. */
export interface Taxable {
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** Null: the store did not say. */
  readonly taxRatePercent: number | null;
}

/** The tax of all positions of one rate; `ratePercent` is null when the store gave only the sum. */
export interface TaxLine {
  readonly ratePercent: number | null;
  readonly baseMinor: number;
  readonly taxMinor: number;
}

export const netOf = (line: Taxable): number => line.quantity * line.unitPriceMinor;

/**
 * Tax in whole minor units, half a unit rounded up. Computed in integers: a float cannot hold 8.875 % of a large
 * amount.
 */
export function taxOf(baseMinor: number, ratePercent: number): number {
  const thousandths = BigInt(Math.round(ratePercent * 1_000));
  return Number((BigInt(baseMinor) * thousandths + 50_000n) / 100_000n);
}

/**
 * The tax by rate, highest first, that adds up to exactly `taxMinor`. Stores round by line or by order, so what our
 * rounding leaves over goes to the largest base. Without every line's rate it is one line without a rate.
 */
export function taxLines(lines: readonly Taxable[], taxMinor: number): TaxLine[] {
  const bases = basesByRate(lines);
  const netMinor = lines.reduce((sum, line) => sum + netOf(line), 0);
  if (!bases) return [{ ratePercent: null, baseMinor: netMinor, taxMinor }];
  const computed = [...bases].map(([ratePercent, baseMinor]) => ({
    ratePercent,
    baseMinor,
    taxMinor: taxOf(baseMinor, ratePercent),
  }));
  const left = taxMinor - computed.reduce((sum, line) => sum + line.taxMinor, 0);
  const largest = computed.reduce((a, b) => (b.baseMinor > a.baseMinor ? b : a));
  return computed
    .map((line) => (line === largest ? { ...line, taxMinor: line.taxMinor + left } : line))
    .sort((a, b) => b.ratePercent - a.ratePercent);
}

/** True when the tax is what the rates make it, give or take a unit of rounding per line; unknown rates agree. */
export function taxAgrees(lines: readonly Taxable[], taxMinor: number): boolean {
  const bases = basesByRate(lines);
  if (!bases) return true;
  const computed = [...bases].reduce((sum, [rate, base]) => sum + taxOf(base, rate), 0);
  return Math.abs(computed - taxMinor) <= lines.length;
}

function basesByRate(lines: readonly Taxable[]): Map<number, number> | null {
  const bases = new Map<number, number>();
  for (const line of lines) {
    if (line.taxRatePercent === null) return null;
    bases.set(line.taxRatePercent, (bases.get(line.taxRatePercent) ?? 0) + netOf(line));
  }
  return bases.size > 0 ? bases : null;
}
