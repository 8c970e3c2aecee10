import { type Statement, sql } from '../../../../platform/database/read-database.js';
import type { ServiceTarget } from '../../events/ticket-words.js';

/** What a request is due for next, as lists read it. */
export interface Due {
  /** Null when nothing is promised or left. */
  readonly dueTarget: ServiceTarget | null;
  /** Null while it is paused with time left. */
  readonly dueAt: Date | null;
  readonly warnAt: Date | null;
  /** Since when the request waits for the customer. */
  readonly pausedAt: Date | null;
}

/** Both targets of a request. Due times of what was met are those that held then. */
export interface ServiceTimes extends Due {
  readonly firstResponseDueAt: Date | null;
  readonly resolutionDueAt: Date | null;
  readonly resolutionMetAt: Date | null;
}

export const dueStates = ['on-time', 'due-soon', 'overdue', 'paused', 'none'] as const;
export type DueState = (typeof dueStates)[number];

/** Where a request stands now. What was overdue before it was put on hold stays overdue. */
export function dueStateOf({ dueTarget, dueAt, warnAt, pausedAt }: Due, now: Date): DueState {
  if (dueTarget === null) return 'none';
  if (dueAt === null) return pausedAt ? 'paused' : 'none';
  if (dueAt <= now) return 'overdue';
  return warnAt && warnAt <= now ? 'due-soon' : 'on-time';
}

/** To be joined to a ticket named `t`. A request of an older release may have no clock yet. */
export const dueClock: Statement = sql`left join support.service_clock c on c.ticket_id = t.id`;

export const dueColumns: Statement = sql`c.due_target as "dueTarget", c.due_at as "dueAt", c.warn_at as "warnAt",
  c.paused_at as "pausedAt"`;

export const serviceTimeColumns: Statement = sql`${dueColumns}, c.first_response_due_at as "firstResponseDueAt",
  c.resolution_due_at as "resolutionDueAt", c.resolution_met_at as "resolutionMetAt"`;
