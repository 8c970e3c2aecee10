import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { type ChainedFact, firstBreak } from '../../domain/license-history.js';
import { ListLicenseHistory } from './list-license-history.js';

/** Whether a chain holds: how long it is, the hash of its last entry, and where it breaks first. */
export interface HistoryCheck {
  readonly entries: number;
  /** Lower-case hex; null for a license that nothing is written down of. */
  readonly head: string | null;
  /** The place of the first entry that does not follow from the one before; null when all do. */
  readonly brokenAt: number | null;
}

/** Recomputes the chain of a license that the actor may see. */
@Injectable()
export class CheckLicenseHistory {
  constructor(private readonly listHistory: ListLicenseHistory) {}

  /** @throws NotFound */
  async execute(actor: CustomerActor, licenseId: string): Promise<HistoryCheck> {
    const chain: ChainedFact[] = [];
    for await (const entries of this.listHistory.all(actor, licenseId))
      chain.push(
        ...entries.map(({ place, entry, hash }) => ({ place, entry, hash: Buffer.from(hash, 'hex') })),
      );
    const head = chain.at(-1)?.hash.toString('hex') ?? null;
    return { entries: chain.length, head, brokenAt: firstBreak(licenseId, chain) };
  }
}
