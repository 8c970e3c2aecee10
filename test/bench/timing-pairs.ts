/** A question asked about something that exists and about something that does not, which must take the same time. */
export interface Probe {
  readonly name: string;
  /** Asks the `n`th time; a wrong answer throws. */
  ask(about: 'existing' | 'absent', n: number): Promise<void>;
}

export interface Times {
  readonly existing: readonly number[];
  readonly absent: readonly number[];
}

/** Asks both in turn, each of them first as often as second, after a warm-up that does not count. Milliseconds. */
export async function timedPairs(probe: Probe, pairs: number, warmUp = 12): Promise<Times> {
  const times = { existing: [] as number[], absent: [] as number[] };
  for (let n = 0; n < pairs + warmUp; n += 1) {
    for (const about of n % 2 ? (['existing', 'absent'] as const) : (['absent', 'existing'] as const)) {
      const since = performance.now();
      await probe.ask(about, n);
      if (n >= warmUp) times[about].push(performance.now() - since);
    }
  }
  return times;
}

/**
 * The area under the ROC curve of telling the two apart by their times: 0.5 tells nothing, 0 and 1 tell all. It is the
 * Mann-Whitney statistic over the number of pairs of one each.
 */
export function rocArea({ existing, absent }: Times): number {
  let above = 0;
  for (const one of existing) for (const other of absent) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (existing.length * absent.length);
}

/** How far the area strays from 0.5 by chance alone: one standard deviation for so many pairs without a difference. */
export const strayOf = (pairs: number): number => Math.sqrt((2 * pairs + 1) / (12 * pairs * pairs));
