import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { DomainEvent } from '../../kernel/event.js';

/** A raised event on its way to the relay. The columns that the relay writes are not mapped. */
@Entity({ schema: 'platform', tableName: 'outbox' })
export class OutboxEntry {
  @PrimaryKey({ type: 'uuid' })
  readonly id: string;

  @Property({ type: 'text' })
  readonly name: string;

  @Property({ type: 'integer' })
  readonly version: number;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  readonly occurredAt: Date;

  @Property({ type: 'json', columnType: 'jsonb' })
  readonly payload: unknown;

  constructor(event: DomainEvent) {
    this.id = event.id;
    this.name = event.name;
    this.version = event.version;
    this.occurredAt = new Date(event.occurredAt);
    this.payload = event.payload;
  }
}
