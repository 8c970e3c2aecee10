import 'reflect-metadata';
import type { DomainEvent, EventType } from '../../kernel/event.js';

/** What `@Subscribe` leaves on a method. */
export interface Subscription {
  readonly type: EventType<unknown>;
  /** Module and what it does, e.g. `licensing.issue-licenses-for-paid-order`. */
  readonly name: string;
}

const key = Symbol('latchkey subscriptions');

/**
 * Makes a provider's method consume an event: once per event, in a transaction that use cases join. Order is not
 * promised. Throwing rolls back and tries again, at last into the dead letters.
 *
 * @param name stable and unique: stored with every event it consumed, so renaming it consumes everything again
 */
export function Subscribe<Payload>(type: EventType<Payload>, name: string) {
  return <Method extends (event: DomainEvent<Payload>) => Promise<void>>(
    target: object,
    method: string,
    _descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const subscription: Subscription = { type: type as unknown as EventType<unknown>, name };
    Reflect.defineMetadata(key, [...subscriptionsOf(target, method), subscription], target, method);
  };
}

/** The subscriptions of a method; none for most. */
export function subscriptionsOf(target: object, method: string): readonly Subscription[] {
  return Reflect.getMetadata(key, target, method) ?? [];
}
