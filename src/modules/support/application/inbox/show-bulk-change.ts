import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock, later } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type BulkStep, undoTime } from '../../domain/inbox/bulk-change.js';

export interface ShownBulkChange {
  readonly id: string;
  readonly changed: number;
  readonly refused: readonly {
    readonly ticketId: string;
    /** Null when there is none. */
    readonly number: string | null;
    readonly subject: string | null;
    readonly code: string;
    readonly detail: string;
  }[];
  /** Until when it can be undone; null when it cannot any more. */
  readonly undoUntil: Date | null;
  readonly undoneAt: Date | null;
}

interface Row {
  readonly id: string;
  readonly changedAt: Date;
  readonly undoneAt: Date | null;
  readonly steps: readonly BulkStep[];
}

/** What became of a change of many requests; for the agent who made it. */
@Injectable()
export class ShowBulkChange {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is none, or somebody else made it */
  async execute(actor: StaffActor, id: string): Promise<ShownBulkChange> {
    const row = await this.database.one<Row>(sql`
      select id, changed_at as "changedAt", undone_at as "undoneAt", steps from support.bulk_change
      where id = ${id} and actor_id = ${actor.userId}`);
    if (!row) throw NotFound.of('change');
    const refused = row.steps.flatMap(({ ticketId, refused }) => (refused ? [{ ticketId, ...refused }] : []));
    const named = await this.named(refused.map(({ ticketId }) => ticketId));
    const undoUntil = later(row.changedAt, undoTime);
    return {
      id: row.id,
      changed: row.steps.length - refused.length,
      refused: refused.map((step) => ({
        ...step,
        ...(named.get(step.ticketId) ?? { number: null, subject: null }),
      })),
      undoUntil: row.undoneAt || undoUntil < this.clock.now() ? null : undoUntil,
      undoneAt: row.undoneAt,
    };
  }

  private async named(ids: readonly string[]) {
    const rows = await this.database.many<{ id: string; number: string; subject: string }>(
      sql`select id, number, subject from support.ticket where id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map(({ id, number, subject }) => [id, { number, subject }]));
  }
}
