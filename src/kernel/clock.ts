/** Where the time comes from. Tests hold their own. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A new instant, `milliseconds` later (earlier when negative). */
export function later(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

/** The same day and time `years` later; 29 February becomes 28 February where the year has none. UTC. */
export function yearsLater(instant: Date, years: number): Date {
  const result = new Date(instant);
  result.setUTCFullYear(instant.getUTCFullYear() + years);
  if (result.getUTCMonth() !== instant.getUTCMonth()) result.setUTCDate(0);
  return result;
}
