import { asInstant, asObject, objectIn } from './encoding.js';
import { type KeySet, readKeySet } from './key-set.js';
import type { PrivateKey } from './launch.js';

/** Where the client keeps what it must not forget. It holds a private key: nobody else may read it. */
export interface Store {
  /** Null when nothing was saved yet. */
  load(): Promise<string | null>;
  /** Whole or not at all: a product may be ended at any time. */
  save(text: string): Promise<void>;
}

/** What the client remembers of this machine. */
export interface State {
  /** Of the license that the rest but the key belongs to. */
  readonly serialNumber: string | null;
  readonly uid: string | null;
  readonly privateKey: PrivateKey | null;
  /** The last good license file. */
  readonly file: string | null;
  /** Those that check it; null until the portal told them. */
  readonly keys: KeySet | null;
  /** The latest instant that the clock of the machine has shown. */
  readonly latest: Date | null;
}

const nothing: State = {
  serialNumber: null,
  uid: null,
  privateKey: null,
  file: null,
  keys: null,
  latest: null,
};

/** A store that forgets with the process: for tests, and for products that keep the state themselves. */
export function memoryStore(text: string | null = null): Store {
  let kept = text;
  return {
    load: async () => kept,
    save: async (saved) => {
      kept = saved;
    },
  };
}

/** Reads the state once, and writes one change after the other. */
export class Memory {
  readonly #store: Store;
  readonly #serialNumber: string;
  #state: Promise<State> | undefined;

  constructor(store: Store, serialNumber: string) {
    this.#store = store;
    this.#serialNumber = serialNumber;
  }

  read(): Promise<State> {
    this.#state ??= this.#load();
    return this.#state;
  }

  /** Later changes see this one. A change that could not be saved is not there; the error is the store's. */
  async change(changes: Partial<State>): Promise<State> {
    const before = this.read();
    const after = before.then(async (state) => {
      const changed = { ...state, ...changes };
      await this.#store.save(JSON.stringify(changed));
      return changed;
    });
    this.#state = after.catch(() => before);
    return await after;
  }

  // A key is the machine's: it outlives a license that somebody exchanges for another, and may come back to.
  async #load(): Promise<State> {
    const state = readState((await this.#store.load()) ?? '');
    const isOurs = state.serialNumber === this.#serialNumber;
    const { privateKey } = state;
    return isOurs ? state : { ...nothing, serialNumber: this.#serialNumber, privateKey };
  }
}

function readState(text: string): State {
  const { serialNumber, uid, privateKey, file, keys, latest } = objectIn(text) ?? {};
  return {
    serialNumber: asText(serialNumber),
    uid: asText(uid),
    privateKey: asPrivateKey(privateKey),
    file: asText(file),
    keys: readKeySet(keys),
    latest: asInstant(latest),
  };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function asPrivateKey(value: unknown): PrivateKey | null {
  const { x, d } = asObject(value) ?? {};
  return typeof x === 'string' && typeof d === 'string' ? { kty: 'OKP', crv: 'Ed25519', x, d } : null;
}
