import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import { TicketDueSoon, TicketOverdue } from '../../events/ticket-due.js';
import type { ServiceTarget, TicketId } from '../../events/ticket-words.js';
import type { ClockReading } from './request-clock.js';

/** When a request is due, as it was read last from its facts; kept so that lists can sort by it (row SU-4). */
@Entity({ schema: 'support', tableName: 'service_clock' })
export class ServiceClock extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly ticketId!: TicketId;
  @Property({ type: 'uuid' })
  readonly organizationId!: string;
  /** Null: paused with time left. Of what was met, the due time that held then. */
  @Property({ type: 'datetime', nullable: true })
  readonly firstResponseDueAt: Date | null = null;
  @Property({ type: 'datetime', nullable: true })
  readonly firstResponseMetAt: Date | null = null;
  @Property({ type: 'datetime', nullable: true })
  readonly resolutionDueAt: Date | null = null;
  @Property({ type: 'datetime', nullable: true })
  readonly resolutionMetAt: Date | null = null;
  /** Since when the request waits for the customer. */
  @Property({ type: 'datetime', nullable: true })
  readonly pausedAt: Date | null = null;
  /** What comes next; null when nothing is left to meet. */
  @Property({ type: 'text', nullable: true })
  readonly dueTarget: ServiceTarget | null = null;
  @Property({ type: 'datetime', nullable: true })
  readonly dueAt: Date | null = null;
  @Property({ type: 'datetime', nullable: true })
  readonly warnAt: Date | null = null;
  /** When staff are to be told next; null when there is nothing more to tell. */
  @Property({ type: 'datetime', nullable: true })
  readonly escalateAt: Date | null = null;
  /** The due times that staff were told of. */
  @Property({ type: 'datetime', nullable: true })
  readonly warnedFor: Date | null = null;
  @Property({ type: 'datetime', nullable: true })
  readonly overdueFor: Date | null = null;

  static of(ticket: { readonly id: TicketId; readonly organizationId: string }): ServiceClock {
    const clock = new ServiceClock();
    change<ServiceClock>(clock, { ticketId: ticket.id, organizationId: ticket.organizationId });
    return clock;
  }

  /** Takes over what was read. */
  show({ firstResponse, resolution, pausedAt }: ClockReading): void {
    const target = firstResponse.metAt === null ? 'first-response' : 'resolution';
    const next = target === 'first-response' ? firstResponse : resolution;
    const open = next !== null && next.metAt === null;
    change<ServiceClock>(this, {
      firstResponseDueAt: firstResponse.dueAt,
      firstResponseMetAt: firstResponse.metAt,
      resolutionDueAt: resolution?.dueAt ?? null,
      resolutionMetAt: resolution?.metAt ?? null,
      pausedAt,
      dueTarget: open ? target : null,
      dueAt: open ? next.dueAt : null,
      warnAt: open && next.dueAt ? next.warnAt : null,
    });
    change<ServiceClock>(this, { escalateAt: this.nextEscalation() });
  }

  /** Tells of what is due soon, or of what is overdue; each once for one due time, however often it is asked. */
  escalate(now: Date): void {
    const { ticketId, organizationId, dueTarget: target, dueAt, escalateAt } = this;
    if (!target || !dueAt || !escalateAt || escalateAt > now) return;
    const facts = { ticketId, organizationId, target, dueAt: dueAt.toISOString() };
    if (dueAt <= now) {
      change<ServiceClock>(this, { warnedFor: dueAt, overdueFor: dueAt });
      this.raise(TicketOverdue.of(facts, now));
    } else {
      change<ServiceClock>(this, { warnedFor: dueAt });
      this.raise(TicketDueSoon.of(facts, now));
    }
    change<ServiceClock>(this, { escalateAt: this.nextEscalation() });
  }

  private nextEscalation(): Date | null {
    const { dueAt, warnAt, warnedFor, overdueFor } = this;
    if (!dueAt || isSame(overdueFor, dueAt)) return null;
    return warnAt && !isSame(warnedFor, dueAt) ? warnAt : dueAt;
  }
}

const isSame = (one: Date | null, other: Date): boolean => one?.getTime() === other.getTime();
