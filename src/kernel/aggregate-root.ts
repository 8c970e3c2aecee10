import type { DomainEvent } from './event.js';

// The ORM hydrates without running constructors, so a private field would be missing on loaded aggregates.
const pending = new WeakMap<object, DomainEvent[]>();

/** The root of an aggregate: the only thing that changes its children, and the one that raises events. */
export abstract class AggregateRoot {
  /** Remembers a fact; the flush that stores the change stores the fact in the same transaction. */
  protected raise(event: DomainEvent): void {
    const events = pending.get(this);
    if (events) events.push(event);
    else pending.set(this, [event]);
  }
}

/** Hands over the raised events, oldest first, and forgets them. */
export function takeEvents(root: object): DomainEvent[] {
  const events = pending.get(root) ?? [];
  pending.delete(root);
  return events;
}

/** The raised events without taking them; for tests of domain behavior. */
export function raisedEvents(root: object): readonly DomainEvent[] {
  return pending.get(root) ?? [];
}
