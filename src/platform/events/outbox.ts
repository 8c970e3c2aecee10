import type { EventSubscriber, FlushEventArgs } from '@mikro-orm/core';
import { AggregateRoot, takeEvents } from '../../kernel/aggregate-root.js';
import { OutboxEntry } from './outbox-entry.js';

/**
 * Moves what aggregates raised into the outbox, in the flush that stores their change: both are committed, or neither.
 * `beforeFlush` sees every root of the unit of work; `onFlush` would miss one of which only a child changed.
 */
export class OutboxSubscriber implements EventSubscriber {
  beforeFlush({ uow }: FlushEventArgs): void {
    // Collected first: persisting an entry changes the sets that are walked here.
    const roots = new Set<object>();
    for (const entities of [uow.getIdentityMap(), uow.getPersistStack(), uow.getRemoveStack()])
      for (const entity of entities) if (entity instanceof AggregateRoot) roots.add(entity);
    const events = [...roots].flatMap(takeEvents);
    // The order of events is the order of their ids across roots, too: UUID v7 grows within a process.
    events.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const event of events) uow.persist(new OutboxEntry(event));
  }
}
