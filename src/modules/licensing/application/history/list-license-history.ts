import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import type { Json } from '../../../../kernel/canonical-json.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { People, type Person } from '../../../../platform/ports/people.js';
import { visibleTo } from '../visible-licenses.js';

/** An entry of a license's chain. `entry` is the text that is hashed, `hash` lower-case hex of 32 bytes. */
export interface HistoryEntry {
  readonly place: number;
  readonly kind: string;
  readonly at: Date;
  readonly entry: string;
  readonly hash: string;
}

/** An entry as a timeline tells it: with the names that the reader may know. */
export interface ToldEntry extends HistoryEntry {
  readonly data: Readonly<Record<string, Json>>;
  /** Null when no machine is concerned, or it belonged to another organization. */
  readonly machine: string | null;
  /** Null when no person did it, or one of another organization. */
  readonly by: Person | null;
}

const batch = 500;

/** Reads the chain of a license that the actor may see (row LI-6). */
@Injectable()
export class ListLicenseHistory {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  /** At most `limit` entries after a place, the oldest first. @throws NotFound */
  async after(
    actor: CustomerActor,
    licenseId: string,
    { place, limit }: { readonly place: number; readonly limit: number },
  ): Promise<HistoryEntry[]> {
    await this.demandVisible(actor, licenseId);
    return this.database.many<HistoryEntry>(sql`
      select place, kind, at, entry, encode(hash, 'hex') as hash from licensing.license_event
      where license_id = ${licenseId} and place > ${place} order by place limit ${limit}`);
  }

  /** Every entry after a place, the oldest first, in batches. @throws NotFound at the first batch */
  async *all(actor: CustomerActor, licenseId: string, after = 0): AsyncGenerator<readonly HistoryEntry[]> {
    let place = after;
    for (;;) {
      const entries = await this.after(actor, licenseId, { place, limit: batch });
      yield entries;
      if (entries.length < batch) return;
      place = entries.at(-1)?.place ?? place;
    }
  }

  /** At most `limit` entries before a place, the newest first, with names. @throws NotFound */
  async newest(
    actor: CustomerActor,
    licenseId: string,
    { before, limit }: { readonly before: number | null; readonly limit: number },
  ): Promise<ToldEntry[]> {
    await this.demandVisible(actor, licenseId);
    const older = before === null ? nothing : sql`and place < ${before}`;
    const entries = await this.database.many<HistoryEntry>(sql`
      select place, kind, at, entry, encode(hash, 'hex') as hash from licensing.license_event
      where license_id = ${licenseId} ${older} order by place desc limit ${limit}`);
    return this.told(actor.organizationId, licenseId, entries);
  }

  private async told(
    organizationId: OrganizationId,
    licenseId: string,
    entries: readonly HistoryEntry[],
  ): Promise<ToldEntry[]> {
    const read = entries.map((entry) => ({ ...entry, data: dataOf(entry) }));
    // What happened under an owner before is told without names of machines and people.
    const own = read.filter(({ data }) => data.organizationId === organizationId);
    const machines = await this.machines(licenseId, textsOf(own, 'installationId'));
    const people = await this.people.users(textsOf(own, 'byUserId') as UserId[]);
    return read.map((entry) => {
      const isOwn = own.includes(entry);
      const { installationId, byUserId } = entry.data;
      const machine = isOwn ? machines.get(String(installationId)) : undefined;
      const by = isOwn ? people.get(byUserId as UserId) : undefined;
      return { ...entry, machine: machine ?? null, by: by ?? null };
    });
  }

  private async machines(licenseId: string, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.many<{ id: string; name: string }>(sql`
      select id, name from licensing.installation
      where license_id = ${licenseId} and id = any(${[...ids]}::uuid[])`);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private async demandVisible(actor: CustomerActor, licenseId: string): Promise<void> {
    const row = await this.database.one(
      sql`select l.id from licensing.license l where l.id = ${licenseId} and ${visibleTo(actor)}`,
    );
    if (!row) throw NotFound.of('license');
  }
}

function dataOf({ entry }: HistoryEntry): Readonly<Record<string, Json>> {
  return (JSON.parse(entry) as { data: Record<string, Json> }).data;
}

function textsOf(entries: readonly Pick<ToldEntry, 'data'>[], name: string): string[] {
  const values = entries.map(({ data }) => data[name]);
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
