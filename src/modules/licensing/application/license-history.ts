import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { raisedEvents } from '../../../kernel/aggregate-root.js';
import type { Json } from '../../../kernel/canonical-json.js';
import type { DomainEvent } from '../../../kernel/event.js';
import { asking } from '../../../platform/audit/asking.js';
import { jsonBytes } from '../../../platform/database/json-bytes.js';
import { storeEvents } from '../../../platform/events/store-events.js';
import { chainFact, chainStart } from '../domain/license-history.js';

interface Head {
  readonly place: number;
  readonly hash: Buffer;
}

/** Keeps what happens to a license in its chain (row LI-6), in the transaction in which it happens. */
@Injectable()
export class LicenseHistory {
  constructor(private readonly em: EntityManager) {}

  /**
   * Writes down what the aggregates raised so far and did not yet flush. The caller holds the license's lock, so that
   * places have no gap and no twin.
   */
  async record(licenseId: string, ...roots: readonly object[]): Promise<void> {
    await this.recordBecause(null, licenseId, ...roots);
  }

  /** The same with why staff did it, which nobody else reads; null: no reason was told. */
  async recordBecause(reason: string | null, licenseId: string, ...roots: readonly object[]): Promise<void> {
    const places = await this.append(
      licenseId,
      roots.flatMap((root) => raisedEvents(root)),
    );
    await this.note(licenseId, places, reason);
  }

  /** The same for facts that no aggregate raised, because one statement changed many rows: the outbox gets them, too. */
  async tell(licenseId: string, events: readonly DomainEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.append(licenseId, events);
    await storeEvents(this.em, events);
  }

  /** @returns the places of the new entries */
  private async append(licenseId: string, events: readonly DomainEvent[]): Promise<readonly number[]> {
    if (events.length === 0) return [];
    let { place, hash } = await this.head(licenseId);
    const entries = events.map(({ name, occurredAt, payload }) => {
      const { licenseId: _, ...data } = payload as Record<string, Json>;
      const fact = { kind: name.replace(/^licensing\./, ''), at: occurredAt, data };
      const next = chainFact({ licenseId, place: place + 1, previous: hash, fact });
      ({ place, hash } = next);
      return { place, kind: fact.kind, at: fact.at, entry: next.entry, hash: hash.toString('hex') };
    });
    await this.em.execute(
      `insert into licensing.license_event (license_id, place, kind, at, entry, hash)
       select ?, place, kind, at, entry, decode(hash, 'hex') from json_to_recordset(convert_from(?, 'UTF8')::json)
         as told (place integer, kind text, at timestamptz, entry text, hash text)`,
      [licenseId, jsonBytes(entries)],
    );
    return entries.map((entry) => entry.place);
  }

  // Beside the chain and not in it: customers take the chain home.
  private async note(licenseId: string, places: readonly number[], reason: string | null): Promise<void> {
    const actor = asking()?.actor;
    const byUserId = actor?.kind === 'staff' ? actor.userId : null;
    if (places.length === 0 || (byUserId === null && reason === null)) return;
    await this.em.execute(
      `insert into licensing.license_event_note (license_id, place, by_user_id, reason)
       select ?, place::integer, ?, ? from json_array_elements_text(?::json) place`,
      [licenseId, byUserId, reason, JSON.stringify(places)],
    );
  }

  private async head(licenseId: string): Promise<Head> {
    const [head] = await this.em.execute<Head[]>(
      'select place, hash from licensing.license_event where license_id = ? order by place desc limit 1',
      [licenseId],
    );
    return head ?? { place: 0, hash: chainStart(licenseId) };
  }
}
