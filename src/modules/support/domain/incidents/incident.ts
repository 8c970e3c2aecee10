import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import { type Id, newId, type UserId } from '../../../../kernel/ids.js';
import { IncidentUpdated } from '../../events/incident-updated.js';
import { IncidentResolved } from './incident.errors.js';

export type IncidentId = Id<'incident'>;
export type IncidentUpdateId = Id<'incident-update'>;

/** One cause of many requests (row SU-9). */
@Entity({ schema: 'support', tableName: 'incident' })
export class Incident extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: IncidentId;
  @Property({ type: 'text' })
  readonly title!: string;
  @Property({ type: 'datetime' })
  readonly openedAt!: Date;
  @Property({ type: 'uuid' })
  readonly openedById!: UserId;
  @Property({ type: 'datetime', nullable: true })
  readonly resolvedAt: Date | null = null;
  /** Since when all customers read of it on the status page; null: they do not. */
  @Property({ type: 'datetime', nullable: true })
  readonly announcedAt: Date | null = null;
  /** What customers call it; the title is the agents' word. */
  @Property({ type: 'text', nullable: true })
  readonly headline: string | null = null;
  /** The product that is affected; null: all of them. */
  @Property({ type: 'uuid', nullable: true })
  readonly productId: string | null = null;
  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static open(title: string, openedById: UserId, now: Date): Incident {
    const incident = new Incident();
    change<Incident>(incident, { id: newId<IncidentId>(), title, openedAt: now, openedById });
    return incident;
  }

  /** What everybody is told; the last one resolves the incident. @throws IncidentResolved */
  tell(
    said: { readonly authorId: UserId; readonly body: string; readonly resolves: boolean },
    now: Date,
  ): IncidentUpdate {
    this.ensureOpen();
    const update = new IncidentUpdate(this.id, said, now);
    if (said.resolves) change<Incident>(this, { resolvedAt: now });
    const { id: incidentId } = this;
    this.raise(IncidentUpdated.of({ incidentId, updateId: update.id, resolves: said.resolves }, now));
    return update;
  }

  /** Customers read the headline, and what is told from now on. Again: other words. @throws IncidentResolved */
  announce(said: { readonly headline: string; readonly productId: string | null }, now: Date): void {
    this.ensureOpen();
    change<Incident>(this, { ...said, announcedAt: this.announcedAt ?? now });
  }

  /** Customers read nothing of it any more, also where it is resolved. */
  takeBack(): void {
    change<Incident>(this, { announcedAt: null });
  }

  /** @throws IncidentResolved */
  ensureOpen(): void {
    if (this.resolvedAt) throw IncidentResolved.already();
  }
}

/** What staff told everybody whose request is part of an incident. */
@Entity({ schema: 'support', tableName: 'incident_update' })
export class IncidentUpdate {
  @PrimaryKey({ type: 'uuid' })
  readonly id: IncidentUpdateId;
  @Property({ type: 'uuid' })
  readonly incidentId: IncidentId;
  @Property({ type: 'uuid' })
  readonly authorId: UserId;
  @Property({ type: 'text' })
  readonly body: string;
  @Property({ type: 'boolean' })
  readonly resolves: boolean;
  @Property({ type: 'datetime' })
  readonly writtenAt: Date;

  constructor(
    incidentId: IncidentId,
    said: { readonly authorId: UserId; readonly body: string; readonly resolves: boolean },
    now: Date,
  ) {
    this.id = newId<IncidentUpdateId>();
    this.incidentId = incidentId;
    this.authorId = said.authorId;
    this.body = said.body;
    this.resolves = said.resolves;
    this.writtenAt = now;
  }
}
