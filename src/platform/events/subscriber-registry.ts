import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type DomainEvent, declaredEvents, type EventType } from '../../kernel/event.js';
import { providerMethods } from '../queue/provider-methods.js';
import { subscriptionsOf } from './subscribe.js';

/** Runs after the consuming transaction committed. It may be lost with the process: something must sweep after it. */
export type AfterCommit = () => Promise<void>;

/** Fields of a payload, and the values of each that matter. */
export type Only<Payload> = { readonly [Field in keyof Payload]?: readonly Payload[Field][] };

/** Somebody who consumes one kind of event. */
export interface Subscriber {
  readonly name: string;
  readonly type: EventType<unknown>;
  /** Of other events of its type no job is made. Values and no function, so that no event can stop the relay. */
  readonly only?: Only<Record<string, unknown>>;
  handle(event: DomainEvent): Promise<AfterCommit | undefined>;
}

const namePattern = /^[a-z][a-z0-9]*(\.[a-z][a-z0-9-]*){1,2}$/;

/** Every subscriber of this process. */
@Injectable()
export class SubscriberRegistry {
  private readonly byName = new Map<string, Subscriber>();
  private discovered = false;

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws Error when the name is malformed or taken, or nobody declares the event. */
  add(subscriber: Subscriber): void {
    const { name, type } = subscriber;
    if (!namePattern.test(name))
      throw new Error(`Subscriber ${name} needs a name like licensing.issue-licenses-for-paid-order.`);
    if (this.byName.has(name)) throw new Error(`Subscriber ${name} is declared twice.`);
    const known = declaredEvents().some(
      (event) => event.name === type.name && event.version === type.version,
    );
    if (!known)
      throw new Error(`Subscriber ${name} waits for ${type.name}.v${type.version}, which nobody declares.`);
    this.byName.set(name, subscriber);
  }

  /** Finds the methods that carry `@Subscribe`; calling it again does nothing. @throws Error like {@link add}. */
  discover(): void {
    if (this.discovered) return;
    this.discovered = true;
    for (const { prototype, method, call } of providerMethods(this.discovery))
      for (const { name, type } of subscriptionsOf(prototype, method))
        this.add({ name, type, handle: async (event) => void (await call(event)) });
  }

  /** The names of those who consume this event. */
  namesFor(event: Pick<DomainEvent, 'name' | 'version' | 'payload'>): string[] {
    return this.all()
      .filter(({ type }) => type.name === event.name && type.version === event.version)
      .filter(({ only = {} }) => matters(event.payload as Readonly<Record<string, unknown>>, only))
      .map(({ name }) => name);
  }

  find(name: string): Subscriber | null {
    return this.byName.get(name) ?? null;
  }

  /** Sorted by name. */
  all(): readonly Subscriber[] {
    return [...this.byName.values()].sort((a, b) => a.name.localeCompare(b.name));
  }
}

function matters(payload: Readonly<Record<string, unknown>>, only: Only<Record<string, unknown>>): boolean {
  return Object.entries(only).every(([field, values]) => values?.includes(payload[field]) ?? true);
}
