import { v7 } from 'uuid';
import type { z } from 'zod';

/** A past fact, as it is stored and delivered. `occurredAt` is an instant in ISO 8601, UTC. */
export interface DomainEvent<Payload = unknown> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly payload: Payload;
}

/** The declaration of one kind of event. */
export interface EventType<Payload> {
  readonly name: string;
  readonly version: number;
  readonly schema: z.ZodType<Payload>;
  /** Makes the event. @throws ZodError when the payload does not match its schema. */
  of(payload: Payload, occurredAt: Date): DomainEvent<Payload>;
  /** Reads a stored event. @throws ZodError when the stored payload does not match. */
  parse(event: DomainEvent): DomainEvent<Payload>;
}

const declared = new Map<string, EventType<never>>();

/**
 * Declares an event. The payload holds ids, enums, instants and minor units; never secrets, tokens, bodies or
 * personal data. A changed payload is a new version.
 *
 * @param name module and past fact, e.g. `support.ticket-replied`
 * @throws Error when the name and version are declared twice
 */
export function defineEvent<Schema extends z.ZodType>(
  name: string,
  version: number,
  schema: Schema,
): EventType<z.output<Schema>> {
  const key = `${name}.v${version}`;
  if (declared.has(key)) throw new Error(`Event ${key} is declared twice.`);
  const type: EventType<z.output<Schema>> = {
    name,
    version,
    schema: schema as unknown as z.ZodType<z.output<Schema>>,
    of: (payload, occurredAt) => ({
      id: v7(),
      name,
      version,
      occurredAt: occurredAt.toISOString(),
      payload: schema.parse(payload),
    }),
    parse: (event) => ({ ...event, payload: schema.parse(event.payload) }),
  };
  declared.set(key, type as unknown as EventType<never>);
  return type;
}

/** Every event that the loaded modules declare, by name. Feeds docs/events.md and the contract snapshots. */
export function declaredEvents(): readonly EventType<never>[] {
  return [...declared.values()].sort((a, b) => a.name.localeCompare(b.name));
}
