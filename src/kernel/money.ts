/** An amount in the currency's minor units (cents, yen), never a float. `currency` is ISO 4217, upper case. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** @throws RangeError when the amount is no safe integer or the currency no ISO 4217 code. */
export function money(amountMinor: number, currency: string): Money {
  if (!Number.isSafeInteger(amountMinor))
    throw new RangeError(`${amountMinor} is not a whole number of minor units.`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`${currency} is not an ISO 4217 currency code.`);
  return { amountMinor, currency };
}

/** @throws RangeError when the currencies differ. */
export function sum(currency: string, amounts: readonly Money[]): Money {
  return money(
    amounts.reduce((total, amount) => {
      if (amount.currency !== currency) throw new RangeError(`Cannot add ${amount.currency} to ${currency}.`);
      return total + amount.amountMinor;
    }, 0),
    currency,
  );
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. @see ISO 4217 */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** The amount as the reader writes it, e.g. `1.234,50 €` for `de`. */
export function formatMoney(amount: Money, locale: string): string {
  const { amountMinor, currency } = amount;
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    amountMinor / 10 ** minorDigits(currency),
  );
}
