import type { UserId } from '../../../../kernel/ids.js';
import { type ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** What staff alone read beside an entry of a license. */
export interface StaffNote {
  readonly place: number;
  /** Who of the staff did it; null when none of them did. */
  readonly byUserId: UserId | null;
  readonly reason: string | null;
}

/** Notes of entries that follow each other, by their place; for staff. */
export async function staffNotes(
  database: ReadDatabase,
  licenseId: string,
  entries: readonly { readonly place: number }[],
): Promise<ReadonlyMap<number, StaffNote>> {
  const places = entries.map(({ place }) => place);
  if (places.length === 0) return new Map();
  const notes = await database.many<StaffNote>(sql`
    select place, by_user_id as "byUserId", reason from licensing.license_event_note
    where license_id = ${licenseId} and place between ${Math.min(...places)} and ${Math.max(...places)}`);
  return new Map(notes.map((note) => [note.place, note]));
}
