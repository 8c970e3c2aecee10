import type { OpeningHours } from '../../domain/service-level/opening-hours.js';
import { type RequestFacts, timeWorked } from '../../domain/service-level/request-clock.js';
import type { TicketChannel, TicketKind, TicketPriority, TicketStatus } from '../../events/ticket-words.js';

/** A request as the database has it, with instants as JSON has them. */
export interface HistoryRow {
  readonly ticketId: string;
  readonly openedAt: string | Date;
  readonly answeredAt: string | Date | null;
  readonly touchedAt: string | Date;
  readonly status: TicketStatus;
  readonly kind: TicketKind;
  readonly priority: TicketPriority;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly assigneeId: string | null;
  readonly channel: TicketChannel;
  /** From, to, and when; oldest first. */
  readonly steps: readonly (readonly [TicketStatus, TicketStatus, string])[];
}

/** What reports know of a request. */
export interface TicketFacts {
  readonly ticketId: string;
  readonly openedAt: Date;
  readonly answeredAt: Date | null;
  /** When it was closed last; null while it is not closed. */
  readonly closedAt: Date | null;
  /** Minutes of opening hours in which it waited for us, until the first answer. */
  readonly answerWorkMinutes: number | null;
  /** The same until it was closed. */
  readonly solveWorkMinutes: number | null;
  readonly kind: TicketKind;
  readonly priority: TicketPriority;
  readonly channel: TicketChannel;
  readonly productId: string | null;
  readonly categoryId: string | null;
  readonly assigneeId: string | null;
  /** Every closing (-1) and reopening (1) after the opening. */
  readonly closings: readonly Closing[];
}

interface Closing {
  readonly at: Date;
  readonly change: -1 | 1;
}

/** Reads from its history what reports count of a request. */
export function factsOf(row: HistoryRow, hours: OpeningHours): TicketFacts {
  const { ticketId, kind, priority, productId, categoryId, assigneeId } = row;
  const openedAt = new Date(row.openedAt);
  const answeredAt = row.answeredAt === null ? null : new Date(row.answeredAt);
  const steps = row.steps.map(([, to, at]) => ({ to, at: new Date(at) }));
  const closings = closingsOf(row);
  const closedAt = row.status === 'closed' ? (closings.at(-1)?.at ?? null) : null;
  const history: Pick<RequestFacts, 'openedAt' | 'steps'> = { openedAt, steps };
  return {
    ...{ ticketId, openedAt, answeredAt, closedAt, kind, priority, productId, categoryId, assigneeId },
    channel: row.channel,
    answerWorkMinutes: answeredAt && timeWorked(history, answeredAt, hours),
    solveWorkMinutes: closedAt && timeWorked(history, closedAt, hours),
    closings,
  };
}

function closingsOf({ steps, status, touchedAt }: HistoryRow): Closing[] {
  const closings = steps.flatMap(([from, to, at]): Closing[] => {
    if (to === 'closed') return [{ at: new Date(at), change: -1 }];
    return from === 'closed' ? [{ at: new Date(at), change: 1 }] : [];
  });
  // What no step of the history closed was closed when something happened to it last.
  const isTold = closings.at(-1)?.change === -1;
  return status === 'closed' && !isTold ? [...closings, { at: new Date(touchedAt), change: -1 }] : closings;
}
