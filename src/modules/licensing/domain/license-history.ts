import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../../kernel/canonical-json.js';

/** A fact of a license's life. `data` are ids, enums and instants. */
export interface LicenseFact {
  readonly kind: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly data: Readonly<Record<string, Json>>;
}

/** An entry of the chain: the text that is hashed, and the hash that the next entry builds on. */
export interface ChainedFact {
  /** From 1, without a gap. */
  readonly place: number;
  /** Canonical JSON (RFC 8785) of place, license and fact. */
  readonly entry: string;
  /** SHA-256, 32 bytes. */
  readonly hash: Buffer;
}

/** What the first entry of a license builds on. */
export function chainStart(licenseId: string): Buffer {
  return createHash('sha256').update(`latchkey license ${licenseId}`).digest();
}

/** The next entry: its hash is that of the previous hash (32 bytes) followed by the entry's text in UTF-8. */
export function chainFact(of: {
  readonly licenseId: string;
  readonly place: number;
  readonly previous: Buffer;
  readonly fact: LicenseFact;
}): ChainedFact {
  const { licenseId, place, previous, fact } = of;
  const { kind, at, data } = fact;
  const entry = canonicalJson({ place, licenseId, kind, at, data });
  return { place, entry, hash: chainHash(previous, entry) };
}

export function chainHash(previous: Buffer, entry: string): Buffer {
  return createHash('sha256').update(previous).update(entry).digest();
}

/**
 * The place of the first entry that does not follow from the one before; null when the chain holds.
 * @param before the entry that the chain goes on from; left out: it is the chain from its beginning
 */
export function firstBreak(
  licenseId: string,
  chain: readonly ChainedFact[],
  before: Pick<ChainedFact, 'place' | 'hash'> = { place: 0, hash: chainStart(licenseId) },
): number | null {
  let { place: last, hash: previous } = before;
  for (const { place, entry, hash } of chain) {
    const expected = chainHash(previous, entry);
    last += 1;
    if (place !== last || !expected.equals(hash) || placeIn(entry) !== place) return last;
    previous = expected;
  }
  return null;
}

function placeIn(entry: string): unknown {
  try {
    return (JSON.parse(entry) as { place?: unknown }).place;
  } catch {
    return null;
  }
}
