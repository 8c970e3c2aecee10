import { z } from 'zod';
import type { EventType } from '../../kernel/event.js';
import type { Subscriber } from './subscriber-registry.js';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** The payload of an event as JSON Schema, for the page and for the snapshot that keeps versions honest. */
export function payloadSchema(type: EventType<never>): JsonSchema {
  return z.toJSONSchema(type.schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/** docs/events.md: every event, what it carries and who consumes it. */
export function eventsPage(types: readonly EventType<never>[], subscribers: readonly Subscriber[]): string {
  const sections = types.map((type) => section(type, consumersOf(type, subscribers)));
  return `${[intro, ...sections].join('\n\n')}\n`;
}

const intro = `# Events

What modules tell each other. Generated from the code; do not edit it by hand, run \`UPDATE=1 npm test -- test/contract/events\`.

Each event is stored with the change it tells, delivered to each subscriber with one effect, in no promised order. A subscriber that fails eight times leaves a dead letter that staff can replay.`;

function consumersOf(type: EventType<never>, subscribers: readonly Subscriber[]): string[] {
  return subscribers
    .filter((subscriber) => subscriber.type.name === type.name && subscriber.type.version === type.version)
    .map(({ name }) => `\`${name}\``);
}

function section(type: EventType<never>, consumers: readonly string[]): string {
  const { properties = {}, required = [] } = payloadSchema(type);
  const rows = Object.entries(properties).map(
    ([name, schema]) => `| \`${name}\` | ${describe(schema)} | ${required.includes(name) ? 'yes' : 'no'} |`,
  );
  const table = ['| Field | Type | Always there |', '|---|---|---|', ...rows].join('\n');
  const consumed = consumers.length > 0 ? `Consumed by ${consumers.join(', ')}.` : 'Nobody consumes it yet.';
  return `## ${type.name}, version ${type.version}\n\n${consumed}\n\n${table}`;
}

function describe(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(describe).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.type === 'array') return `list of ${describe(schema.items ?? {})}`;
  if (schema.type === 'object') return objectOf(schema);
  return schema.format ?? [schema.type ?? 'anything'].flat().join(' or ');
}

function objectOf({ properties = {} }: JsonSchema): string {
  const members = Object.entries(properties).map(([name, schema]) => `\`${name}\`: ${describe(schema)}`);
  return members.length > 0 ? `{ ${members.join('; ')} }` : 'object';
}
