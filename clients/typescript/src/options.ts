import { type Clock, machineClock } from './clock.js';
import { type Fetch } from './exchange.js';
import type { KeySet } from './key-set.js';
import { folded, Offline } from './offline.js';
import { Portal } from './portal.js';
import { type Patience, usualPatience } from './retries.js';
import { Memory, memoryStore, type Store } from './state.js';

/** What a client is made of. */
export interface ClientOptions {
  /** Where the portal is: `https://portal.example.com`. Paths are ignored. */
  readonly portalUrl: string | URL;
  /** As the person typed it. */
  readonly serialNumber: string;
  /** The same for the same machine, and for no other one; at most 200 characters. */
  readonly fingerprint: string;
  /** Where UID, key and license file are kept. Left out, they end with the process. */
  readonly store?: Store;
  /** The keys that may sign license files, shipped with the product. Left out, those that the portal publishes. */
  readonly keys?: KeySet;
  /** Left out, the one of the platform. */
  readonly fetch?: Fetch;
  /** How long it tries; what is left out is as usual: 4 tries of 10 s in 30 s. */
  readonly patience?: Partial<Patience>;
  /** Left out, the clock of the machine. */
  readonly clock?: Clock;
}

/** Whom the calls are about. */
export interface Names {
  readonly serialNumber: string;
  readonly fingerprint: string;
}

/** The parts that a client works with. */
export interface Parts {
  readonly portal: Portal;
  readonly memory: Memory;
  readonly offline: Offline;
  readonly clock: Clock;
  readonly names: Names;
}

/** @throws TypeError for an address that is none of the web */
export function partsOf(options: ClientOptions): Parts {
  const { serialNumber, fingerprint, clock = machineClock, keys = null, store = memoryStore() } = options;
  const url = new URL(options.portalUrl);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('The address of the portal begins with https://.');
  if (url.username !== '' || url.password !== '')
    throw new TypeError('The address of the portal has no password.');
  const patience = { ...usualPatience, ...options.patience };
  // Called with nothing as `this`: browsers demand it of their own.
  const fetch: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const portal = new Portal({ url, fetch, patience, clock });
  const memory = new Memory(store, folded(serialNumber));
  const names = { serialNumber, fingerprint };
  return { portal, memory, offline: new Offline({ portal, memory, clock, names, keys }), clock, names };
}
