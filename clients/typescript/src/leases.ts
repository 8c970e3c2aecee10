import { asInstant } from './encoding.js';
import type { Parts } from './options.js';
import type { Verdict } from './verdict.js';

/** A place of a floating license. */
export interface Lease {
  readonly verdict: Verdict;
  /** Null when there is none, or the portal could not be reached. */
  readonly expiresAt: Date | null;
  /** When to take it again, so that it does not run out. */
  readonly extendInSeconds: number;
}

const secondsUntilRetry = 60;

/** What the portal told of a lease, nothing when it could not be reached. */
export function leaseOf(told: Readonly<Record<string, unknown>>, verdict: Verdict): Lease {
  const { extendInSeconds, expiresAt } = told;
  const next = typeof extendInSeconds === 'number' ? extendInSeconds : secondsUntilRetry;
  return { verdict, expiresAt: asInstant(expiresAt), extendInSeconds: next };
}

/** @throws PortalUnreachable, PortalRefusal */
export async function returnLease({ portal, memory, names }: Parts): Promise<boolean> {
  const { uid } = await memory.read();
  const { returned } = await portal.post('leases/return', uid === null ? names : { ...names, uid });
  // It would let this machine run on beside the one that takes the place.
  await memory.change({ file: null });
  return returned === true;
}
