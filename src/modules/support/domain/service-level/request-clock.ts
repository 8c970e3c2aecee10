import type { TicketStatus } from '../../events/ticket-words.js';
import { addBusinessTime, businessTimeBetween, type OpeningHours } from './opening-hours.js';

/** What is promised for one request. */
export interface Promised {
  readonly hours: OpeningHours;
  readonly firstResponseMinutes: number;
  /** Null: no time for the solution is promised. */
  readonly resolutionMinutes: number | null;
}

/** What happened to a request, as far as time goes. */
export interface RequestFacts {
  readonly openedAt: Date;
  readonly firstRespondedAt: Date | null;
  /** Every change of its status, oldest first. */
  readonly steps: readonly { readonly to: TicketStatus; readonly at: Date }[];
}

/** Where one target stands. */
export interface TargetReading {
  /** Null while it is paused with time left. */
  readonly dueAt: Date | null;
  /** When three quarters of the time are over. */
  readonly warnAt: Date | null;
  readonly metAt: Date | null;
}

/** Where the clock of a request stands. */
export interface ClockReading {
  readonly firstResponse: TargetReading;
  readonly resolution: TargetReading | null;
  /** Since when the request waits for somebody else; null while it waits for us, or is closed. */
  readonly pausedAt: Date | null;
}

interface Run {
  readonly from: Date;
  /** Null: it still runs. */
  readonly to: Date | null;
}

const warnAfter = 0.75;

/** True while the request waits for us. On hold it waits for the customer, closed for nobody. */
export const runsIn = (status: TicketStatus): boolean => status === 'open' || status === 'in-progress';

/** Reads the clock of a request from its facts alone, so that it is right however often it is read (row SU-4). */
export function readClock(facts: RequestFacts, promised: Promised): ClockReading {
  const { firstRespondedAt, steps } = facts;
  const last = steps.at(-1);
  const closedAt = last?.to === 'closed' ? last.at : null;
  const untilResponse = firstRespondedAt ? steps.filter(({ at }) => at < firstRespondedAt) : steps;
  // The due time of what was met is the one that held when it was met.
  const untilClosed = closedAt ? steps.slice(0, -1) : steps;
  const { firstResponseMinutes, resolutionMinutes } = promised;
  const read = (of: RequestFacts['steps'], minutes: number, metAt: Date | null): TargetReading => {
    const runs = runsOf(facts.openedAt, of);
    const { hours } = promised;
    const warnAt = dueIn(runs, minutes * warnAfter, hours);
    return { dueAt: dueIn(runs, minutes, hours), warnAt, metAt };
  };
  return {
    firstResponse: read(
      closedAt && !firstRespondedAt ? untilClosed : untilResponse,
      firstResponseMinutes,
      firstRespondedAt ?? closedAt,
    ),
    resolution: resolutionMinutes === null ? null : read(untilClosed, resolutionMinutes, closedAt),
    pausedAt: last?.to === 'on-hold' ? last.at : null,
  };
}

/** Minutes of opening hours in which the request waited for us, from its opening until the instant. */
export function timeWorked(
  { openedAt, steps }: Pick<RequestFacts, 'openedAt' | 'steps'>,
  until: Date,
  hours: OpeningHours,
): number {
  const runs = runsOf(
    openedAt,
    steps.filter(({ at }) => at < until),
  );
  return runs.reduce((sum, { from, to }) => sum + businessTimeBetween(hours, from, to ?? until), 0);
}

function runsOf(openedAt: Date, steps: RequestFacts['steps']): Run[] {
  const runs: Run[] = [];
  let from: Date | null = openedAt;
  for (const { to, at } of steps) {
    if (from && !runsIn(to)) {
      runs.push({ from, to: at });
      from = null;
    } else if (!from && runsIn(to)) from = at;
  }
  return from ? [...runs, { from, to: null }] : runs;
}

function dueIn(runs: readonly Run[], minutes: number, hours: OpeningHours): Date | null {
  let left = minutes;
  for (const { from, to } of runs) {
    const worked = to ? businessTimeBetween(hours, from, to) : Number.POSITIVE_INFINITY;
    if (worked >= left) return addBusinessTime(hours, from, left);
    left -= worked;
  }
  return null;
}
