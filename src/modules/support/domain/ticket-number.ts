/** How people name a request: `R-` and a number from one sequence, e.g. `R-10001`. */
export type TicketNumber = string & { readonly __ticketNumber: true };

/** @param ordinal from the sequence; at least 1 */
export function ticketNumber(ordinal: number): TicketNumber {
  return `R-${ordinal}` as TicketNumber;
}
