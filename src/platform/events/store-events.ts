import type { EntityManager } from '@mikro-orm/postgresql';
import type { DomainEvent } from '../../kernel/event.js';
import { jsonBytes } from '../database/json-bytes.js';

/**
 * Stores facts in the outbox with one statement, in the caller's transaction: for changes of thousands of rows by one
 * statement, which load no aggregate that could raise them. A few thousand at a time, because they travel together.
 */
export async function storeEvents(em: EntityManager, events: readonly DomainEvent[]): Promise<void> {
  await em.execute(
    `insert into platform.outbox (id, name, version, occurred_at, payload)
     select id, name, version, "occurredAt", payload from json_to_recordset(convert_from(?, 'UTF8')::json)
       as told (id uuid, name text, version integer, "occurredAt" timestamptz, payload jsonb)`,
    [jsonBytes(events)],
  );
}
