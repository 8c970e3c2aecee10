import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { InvalidInput, NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { BulkChange, type BulkChangeId, type BulkStep } from '../../domain/inbox/bulk-change.js';
import { Assignees } from '../assignees.js';
import { ensureMayWork, partyOf } from '../ticket-rights.js';
import { type ChangedTicket, ChangeOne, type TicketChange } from './change-one.js';
import { type NextAssignee, ShareOut } from './share-out.js';

/** Four pages of the inbox. */
export const mostAtOnce = 100;

/** What is set at all of the requests; null leaves it as it is. */
export interface ManyChange extends Omit<TicketChange, 'assigneeId'> {
  /** An id, `nobody`, or `least-busy`, which shares them out. */
  readonly assignee: string | null;
}

type Refused = { readonly ticketId: string; readonly error: DomainError };

/** Agents change many requests at once, and undo it (row SU-3). */
@Injectable()
export class ChangeMany {
  constructor(
    readonly em: EntityManager,
    private readonly one: ChangeOne,
    private readonly share: ShareOut,
    private readonly assignees: Assignees,
    private readonly clock: Clock,
  ) {}

  /**
   * Each request follows, or tells why it cannot; the others follow all the same.
   * @throws InvalidInput when nothing is to be changed, or the assignee is nobody of the staff
   */
  @Transactional()
  async execute(actor: StaffActor, ticketIds: readonly string[], change: ManyChange): Promise<BulkChange> {
    ensureMayWork(actor);
    const next = await this.nextAssignee(change);
    const now = this.clock.now();
    const outcomes: (ChangedTicket | Refused)[] = [];
    // In one order, so that two changes of the same requests wait for each other and for nothing else.
    for (const ticketId of [...new Set(ticketIds)].sort()) {
      const own = { ...change, assigneeId: next() };
      outcomes.push(await this.one.execute(partyOf(actor), ticketId, own, now).catch(refusedOf(ticketId)));
    }
    // The versions are known once everything is written.
    await this.em.flush();
    const bulk = BulkChange.of(actor.userId, outcomes.map(stepOf), now);
    await this.em.nativeDelete(BulkChange, { changedAt: { $lt: later(now, -day) } });
    this.em.persist(bulk);
    return bulk;
  }

  /** Requests that somebody changed since stay as they are. @throws NotFound, BulkChangeIsOver */
  @Transactional()
  async undo(actor: StaffActor, id: string): Promise<{ readonly restored: number; readonly kept: number }> {
    ensureMayWork(actor);
    const now = this.clock.now();
    const own = { id: id as BulkChangeId, actorId: actor.userId };
    const bulk = await this.em.findOne(BulkChange, own, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!bulk) throw NotFound.of('change');
    bulk.undo(now);
    const done = bulk.steps.filter(({ refused }) => refused === null);
    let restored = 0;
    for (const step of done) if (await this.one.restore(partyOf(actor), step, now)) restored += 1;
    return { restored, kept: done.length - restored };
  }

  private async nextAssignee({ status, priority, assignee, tags }: ManyChange): Promise<NextAssignee> {
    if (!status && !priority && !assignee && tags.length === 0)
      throw InvalidInput.field('change', 'Choose what to change.');
    if (assignee === null) return () => undefined;
    if (assignee === 'nobody') return () => null;
    if (assignee === 'least-busy') return await this.share.turns();
    const id = assignee as UserId;
    if (await this.assignees.has(id)) return () => id;
    throw InvalidInput.field('assignee', 'Choose somebody of the staff, or nobody.');
  }
}

const refusedOf =
  (ticketId: string) =>
  (error: unknown): Refused => {
    if (error instanceof DomainError) return { ticketId, error };
    throw error;
  };

function stepOf(outcome: ChangedTicket | Refused): BulkStep {
  if ('error' in outcome) {
    const { ticketId, error } = outcome;
    const refused = { code: error.code, detail: error.message };
    return { ticketId, version: null, before: null, refused };
  }
  const { ticket, before } = outcome;
  return { ticketId: ticket.id, version: ticket.version, before, refused: null };
}
