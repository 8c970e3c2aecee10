import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { raisedEvents } from '../../../kernel/aggregate-root.js';
import type { Json } from '../../../kernel/canonical-json.js';
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
    const events = roots.flatMap((root) => raisedEvents(root));
    if (events.length === 0) return;
    let { place, hash } = await this.head(licenseId);
    for (const { name, occurredAt, payload } of events) {
      const { licenseId: _, ...data } = payload as Record<string, Json>;
      const fact = { kind: name.replace(/^licensing\./, ''), at: occurredAt, data };
      const next = chainFact({ licenseId, place: place + 1, previous: hash, fact });
      await this.em.execute(
        'insert into licensing.license_event (license_id, place, kind, at, entry, hash) values (?, ?, ?, ?, ?, ?)',
        [licenseId, next.place, fact.kind, new Date(fact.at), next.entry, next.hash],
      );
      ({ place, hash } = next);
    }
  }

  private async head(licenseId: string): Promise<Head> {
    const [head] = await this.em.execute<Head[]>(
      'select place, hash from licensing.license_event where license_id = ? order by place desc limit 1',
      [licenseId],
    );
    return head ?? { place: 0, hash: chainStart(licenseId) };
  }
}
