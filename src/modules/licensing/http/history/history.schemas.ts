import { z } from 'zod';
import {
  decodeCursor,
  type Listing,
  type ListQuery,
  listing,
  pageOf,
} from '../../../../platform/http/paging.js';
import type { HistoryEntry, ToldEntry } from '../../application/history/list-license-history.js';

const historyEntry = z
  .object({
    place: z.int().describe('From 1, without a gap.'),
    kind: z.string().describe('What happened, such as `license-renewed`. New ones may come.'),
    at: z.iso.datetime(),
    entry: z.string().describe('The text that is hashed: canonical JSON (RFC 8785).'),
    hash: z.string().describe('SHA-256 of the hash before (32 bytes) and the entry, lower-case hex.'),
  })
  .meta({
    id: 'LicenseHistoryEntry',
    description: 'A fact of a license, chained to the one before.',
    example: {
      place: 1,
      kind: 'license-suspended',
      at: '2026-11-20T09:30:00.000Z',
      entry:
        '{"at":"2026-11-20T09:30:00.000Z","data":{"organizationId":"0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c12"},"kind":"license-suspended","licenseId":"0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11","place":1}',
      hash: '5a1f0c9e7d3b2a4f6e8d0c1b3a5f7e9d2c4b6a8f0e1d3c5b7a9f8e6d4c2b0a13',
    },
  });

export const licenseHistory = listing(historyEntry).meta({
  id: 'LicenseHistory',
  description: 'The chain of a license, the oldest entry first.',
});

const staffEntry = historyEntry
  .extend({
    machine: z.string().nullable().describe('Its name; null when the entry is about none.'),
    by: z.string().nullable().describe('How the person is named; null when none did it, or nobody knows.'),
    reason: z.string().nullable().describe('Why staff did it. Customers never get it.'),
  })
  .meta({ id: 'StaffLicenseHistoryEntry', description: 'A fact of a license as staff see it.' });

export const staffLicenseHistory = listing(staffEntry).meta({
  id: 'StaffLicenseHistory',
  description: 'The chain of a license as staff see it, the oldest entry first.',
});

/** How much of it a page reads, and the lines that it shows of that. */
export const historyPart = { entries: 500, lines: 50 } as const;

// The page opens whatever its address says; a place that is none begins at the newest entry.
export const historyPageQuery = z.object({
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional().catch(undefined),
});

/** The place after which a page begins. @throws InvalidInput naming `cursor` */
export function placeIn({ cursor }: ListQuery): number {
  const place = Number(decodeCursor(cursor)?.key ?? 0);
  return Number.isSafeInteger(place) && place >= 0 && place < 2 ** 31 ? place : 0;
}

/** One page of the chain out of one entry more than it shows. */
export function historyPage(licenseId: string, entries: readonly HistoryEntry[], limit: number) {
  return pageOfChain(licenseId, entries, limit, historyAnswer);
}

/** The same for staff. */
export function staffHistoryPage(licenseId: string, entries: readonly ToldEntry[], limit: number) {
  return pageOfChain(licenseId, entries, limit, staffHistoryAnswer);
}

export function historyAnswer({ place, kind, at, entry, hash }: HistoryEntry): z.output<typeof historyEntry> {
  return { place, kind, at: at.toISOString(), entry, hash };
}

function staffHistoryAnswer(told: ToldEntry): z.output<typeof staffEntry> {
  const { machine, by, reason } = told;
  return { ...historyAnswer(told), machine, by: by?.name ?? null, reason };
}

function pageOfChain<Entry extends HistoryEntry, Answer>(
  licenseId: string,
  entries: readonly Entry[],
  limit: number,
  answer: (entry: Entry) => Answer,
): Listing<Answer> {
  const rows = entries.map((entry) => ({ entry, id: licenseId }));
  const { items, nextCursor } = pageOf(rows, limit, ({ entry }) => String(entry.place));
  return { items: items.map(({ entry }) => answer(entry)), nextCursor };
}
