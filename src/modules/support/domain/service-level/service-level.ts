import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { Id } from '../../../../kernel/ids.js';
import { ServiceLevelsChanged } from '../../events/service-levels-changed.js';
import { type TicketKind, type TicketPriority, ticketPriorities } from '../../events/ticket-words.js';
import type { BusinessCalendarId } from './business-calendar.js';
import { DefaultServiceLevelStays } from './service-level.errors.js';

export type ServiceLevelId = Id<'service-level'>;

/** What is promised at one priority. */
export interface Target {
  readonly firstResponseMinutes: number;
  /** Null: no time for the solution is promised. */
  readonly resolutionMinutes: number | null;
  /** True: every minute counts, not only those of opening hours. */
  readonly aroundTheClock: boolean;
}

export type Targets = Readonly<Record<TicketPriority, Target>>;

/** A service level as people write it. Without kind and product it is for every request that no other one fits. */
export interface ServiceLevelWords {
  readonly name: string;
  readonly calendarId: BusinessCalendarId;
  readonly kind: TicketKind | null;
  readonly productId: string | null;
  readonly targets: Targets;
}

/** How soon requests of a kind and a product are answered and solved, by priority (row SU-4). */
@Entity({ schema: 'support', tableName: 'service_level' })
export class ServiceLevel extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: ServiceLevelId;
  @Property({ type: 'text' })
  readonly name!: string;
  @Property({ type: 'uuid' })
  readonly calendarId!: BusinessCalendarId;
  @Property({ type: 'text', nullable: true })
  readonly kind!: TicketKind | null;
  @Property({ type: 'uuid', nullable: true })
  readonly productId!: string | null;
  @Property({ type: 'json' })
  readonly targets!: Targets;
  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @throws InvalidInput for targets that nobody can meet */
  static write(id: ServiceLevelId, words: ServiceLevelWords, now: Date): ServiceLevel {
    const level = new ServiceLevel();
    change<ServiceLevel>(level, { id, ...checked(words) });
    level.raise(ServiceLevelsChanged.of({ what: 'service-level', id }, now));
    return level;
  }

  get isDefault(): boolean {
    return this.kind === null && this.productId === null;
  }

  /** @throws DefaultServiceLevelStays when it would leave requests without one; InvalidInput */
  rewrite(words: ServiceLevelWords, now: Date): void {
    if (this.isDefault && (words.kind !== null || words.productId !== null))
      throw DefaultServiceLevelStays.for('scope');
    change<ServiceLevel>(this, checked(words));
    this.raise(ServiceLevelsChanged.of({ what: 'service-level', id: this.id }, now));
  }

  /** Its requests follow the one that fits them next. @throws DefaultServiceLevelStays */
  end(now: Date): void {
    if (this.isDefault) throw DefaultServiceLevelStays.for('end');
    this.raise(ServiceLevelsChanged.of({ what: 'service-level', id: this.id }, now));
  }
}

function checked({ name, calendarId, kind, productId, targets }: ServiceLevelWords): ServiceLevelWords {
  for (const priority of ticketPriorities) {
    const { firstResponseMinutes, resolutionMinutes } = targets[priority];
    if (resolutionMinutes !== null && resolutionMinutes < firstResponseMinutes)
      throw InvalidInput.field(
        `targets.${priority}.resolutionMinutes`,
        'A solution cannot be due before the first answer.',
      );
  }
  return { name, calendarId, kind, productId, targets };
}
