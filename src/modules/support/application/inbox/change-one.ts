import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import type { BulkStep } from '../../domain/inbox/bulk-change.js';
import { tagsOf } from '../../domain/inbox/triage.js';
import type { Party, Ticket } from '../../domain/ticket.js';
import type { TicketPriority, TicketStatus } from '../../events/ticket-words.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { TriageRepository } from '../../persistence/triage.repository.js';
import { KeepTime } from '../service-levels/keep-time.js';

/** What is set at a request; null leaves it as it is. */
export interface TicketChange {
  readonly status: TicketStatus | null;
  readonly priority: TicketPriority | null;
  /** Who gets it; undefined leaves it, null takes it from whoever had it. */
  readonly assigneeId: UserId | null | undefined;
  /** What is added. */
  readonly tags: readonly string[];
}

/** What a request was before it was changed. */
export interface ChangedTicket {
  readonly ticket: Ticket;
  readonly before: NonNullable<BulkStep['before']>;
}

/** Changes one of many requests, in the transaction of the caller: all of the change or none of it. */
@Injectable()
export class ChangeOne {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly triages: TriageRepository,
    private readonly time: KeepTime,
  ) {}

  /** @throws NotFound, InvalidInput for too many tags, StatusChangeRefused; nothing is changed then */
  async execute(by: Party, id: string, change: TicketChange, now: Date): Promise<ChangedTicket> {
    const ticket = await this.tickets.byId(id);
    const triage = await this.triages.of(ticket);
    const { status, priority, assigneeId } = ticket;
    const before = { status, priority, assigneeId, tags: triage.tags };
    // What may be refused comes before anything is written.
    const tags = tagsOf([...triage.tags, ...change.tags]);
    if (change.status) ticket.changeStatus(change.status, by, now);
    if (change.priority) ticket.prioritize(change.priority, now);
    if (change.assigneeId !== undefined) ticket.assign(change.assigneeId, now);
    triage.tag(tags);
    await this.time.follow(ticket);
    return { ticket, before };
  }

  /** The request is again what it was. Tells whether it could be: not once somebody changed it since. */
  async restore(by: Party, { ticketId, version, before }: BulkStep, now: Date): Promise<boolean> {
    const ticket = await this.tickets.byId(ticketId);
    if (!before || ticket.version !== version) return false;
    ticket.restore(before, by, now);
    (await this.triages.of(ticket)).tag(before.tags);
    await this.time.follow(ticket);
    return true;
  }
}
