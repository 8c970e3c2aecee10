import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import type { Json } from '../../../../kernel/canonical-json.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { People, type Person } from '../../../../platform/ports/people.js';
import { visibleTo, visibleToStaff } from '../visible-licenses.js';
import { type StaffNote, staffNotes } from './staff-notes.js';

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
  /** Why staff did it; null for customers, who never read it. */
  readonly reason: string | null;
}

const batch = 500;
const noNotes: ReadonlyMap<number, StaffNote> = new Map();

/** Reads the chain of a license that the actor may see (row LI-6). */
@Injectable()
export class ListLicenseHistory {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  /** At most `limit` entries after a place, the oldest first. @throws NotFound */
  async after(
    actor: SignedIn,
    licenseId: string,
    { place, limit }: { readonly place: number; readonly limit: number },
  ): Promise<HistoryEntry[]> {
    await this.demandVisible(actor, licenseId);
    return this.database.many<HistoryEntry>(sql`
      select place, kind, at, entry, encode(hash, 'hex') as hash from licensing.license_event
      where license_id = ${licenseId} and place > ${place} order by place limit ${limit}`);
  }

  /** The same with names. @throws NotFound */
  async toldAfter(
    actor: SignedIn,
    licenseId: string,
    of: { readonly place: number; readonly limit: number },
  ): Promise<ToldEntry[]> {
    return this.told(actor, licenseId, await this.after(actor, licenseId, of));
  }

  /** Every entry after a place, the oldest first, in batches. @throws NotFound at the first batch */
  async *all(actor: SignedIn, licenseId: string, after = 0): AsyncGenerator<readonly HistoryEntry[]> {
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
    actor: SignedIn,
    licenseId: string,
    { before, limit }: { readonly before: number | null; readonly limit: number },
  ): Promise<ToldEntry[]> {
    await this.demandVisible(actor, licenseId);
    const older = before === null ? nothing : sql`and place < ${before}`;
    const entries = await this.database.many<HistoryEntry>(sql`
      select place, kind, at, entry, encode(hash, 'hex') as hash from licensing.license_event
      where license_id = ${licenseId} ${older} order by place desc limit ${limit}`);
    return this.told(actor, licenseId, entries);
  }

  private async told(
    actor: SignedIn,
    licenseId: string,
    entries: readonly HistoryEntry[],
  ): Promise<ToldEntry[]> {
    const notes = actor.kind === 'staff' ? await staffNotes(this.database, licenseId, entries) : noNotes;
    const read = entries.map((entry) => {
      const data = dataOf(entry);
      const note = notes.get(entry.place);
      const byUserId = note?.byUserId ?? (data.byUserId as UserId);
      return { ...entry, data, byUserId, reason: note?.reason ?? null };
    });
    // What happened under an owner before is told to customers without names of machines and people.
    const known = read.filter(
      ({ data }) => actor.kind === 'staff' || data.organizationId === actor.organizationId,
    );
    const machines = await this.machines(licenseId, textsOf(known.map(({ data }) => data.installationId)));
    const people = await this.people.users(textsOf(known.map(({ byUserId }) => byUserId)) as UserId[]);
    return read.map(({ byUserId, ...entry }) => {
      const isKnown = known.some(({ place }) => place === entry.place);
      const machine = isKnown ? machines.get(String(entry.data.installationId)) : undefined;
      const by = isKnown ? people.get(byUserId) : undefined;
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

  private async demandVisible(actor: SignedIn, licenseId: string): Promise<void> {
    const visible = actor.kind === 'staff' ? visibleToStaff : visibleTo(actor);
    const row = await this.database.one(
      sql`select l.id from licensing.license l where l.id = ${licenseId} and ${visible}`,
    );
    if (!row) throw NotFound.of('license');
  }
}

function dataOf({ entry }: HistoryEntry): Readonly<Record<string, Json>> {
  return (JSON.parse(entry) as { data: Record<string, Json> }).data;
}

function textsOf(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
