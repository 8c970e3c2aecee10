import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../../kernel/change.js';
import { later, minute } from '../../../../kernel/clock.js';
import { type Id, newId, type UserId } from '../../../../kernel/ids.js';
import type { TicketState } from '../ticket.js';
import { BulkChangeIsOver } from './bulk-change.errors.js';

export type BulkChangeId = Id<'bulk-change'>;

/** How long a change of many requests can be undone. */
export const undoTime = 10 * minute;

/** What became of one of the requests. */
export interface BulkStep {
  readonly ticketId: string;
  /** The version that the change made; null when the request was refused. */
  readonly version: number | null;
  readonly before: (TicketState & { readonly tags: readonly string[] }) | null;
  /** Why it stayed as it is. */
  readonly refused: { readonly code: string; readonly detail: string } | null;
}

/** One change of many requests, with what they were before (row SU-3). */
@Entity({ schema: 'support', tableName: 'bulk_change' })
export class BulkChange {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: BulkChangeId;
  @Property({ type: 'uuid' })
  readonly actorId!: UserId;
  @Property({ type: 'datetime' })
  readonly changedAt!: Date;
  @Property({ type: 'json' })
  readonly steps!: readonly BulkStep[];
  @Property({ type: 'datetime', nullable: true })
  readonly undoneAt: Date | null = null;

  static of(actorId: UserId, steps: readonly BulkStep[], now: Date): BulkChange {
    const bulk = new BulkChange();
    change<BulkChange>(bulk, { id: newId<BulkChangeId>(), actorId, changedAt: now, steps });
    return bulk;
  }

  /** Once, and for a while. @throws BulkChangeIsOver */
  undo(now: Date): void {
    if (this.undoneAt) throw BulkChangeIsOver.undone();
    if (now > later(this.changedAt, undoTime)) throw BulkChangeIsOver.late();
    change<BulkChange>(this, { undoneAt: now });
  }
}
