import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { type ChainedFact, firstBreak } from '../../domain/license-history.js';
import { type HistoryEntry, ListLicenseHistory } from './list-license-history.js';

/** Whether a chain holds: how long it is, the hash of its last entry, and where it breaks first. */
export interface HistoryCheck {
  readonly entries: number;
  /** How many of them, the newest, were recomputed. */
  readonly checked: number;
  /** Lower-case hex; null for a license that nothing is written down of. */
  readonly head: string | null;
  /** The place of the first entry that does not follow from the one before; null when all do. */
  readonly brokenAt: number | null;
}

// A floating license of a large site writes thousands a week. The download checks them all.
const mostChecked = 5_000;

/** Recomputes the newest part of the chain of a license that the actor may see; of most licenses that is all of it. */
@Injectable()
export class CheckLicenseHistory {
  constructor(private readonly listHistory: ListLicenseHistory) {}

  /** @throws NotFound */
  async execute(actor: SignedIn, licenseId: string): Promise<HistoryCheck> {
    const [newest] = await this.listHistory.newest(actor, licenseId, { before: null, limit: 1 });
    const entries = newest?.place ?? 0;
    const from = Math.max(entries - mostChecked, 0);
    const brokenAt = await this.brokenAfter(actor, licenseId, from);
    return { entries, checked: entries - from, head: newest?.hash ?? null, brokenAt };
  }

  private async brokenAfter(actor: SignedIn, licenseId: string, place: number): Promise<number | null> {
    let before: ChainedFact | undefined;
    // The entry before the first one that is checked is read for its hash.
    for await (const entries of this.listHistory.all(actor, licenseId, Math.max(place - 1, 0))) {
      const chain = entries.map(chained);
      if (place > 0) before ??= chain.shift();
      const broken = firstBreak(licenseId, chain, before);
      if (broken !== null) return broken;
      before = chain.at(-1) ?? before;
    }
    return null;
  }
}

const chained = ({ place, entry, hash }: HistoryEntry): ChainedFact => ({
  place,
  entry,
  hash: Buffer.from(hash, 'hex'),
});
