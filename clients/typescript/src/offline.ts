import type { Clock } from './clock.js';
import type { PortalUnreachable } from './errors.js';
import { type FileVerdict, refusedFile } from './file-verdict.js';
import { type KeySet, readKeySet } from './key-set.js';
import type { LicenseFile } from './license-file.js';
import type { Portal } from './portal.js';
import type { Memory, State } from './state.js';
import { clockSetBack, unreachable, type Verdict } from './verdict.js';
import { verifyLicenseFile } from './verify-license-file.js';

/** What the product wants to use beyond running at all. */
export interface Wishes {
  /** Codes of features; the license must include all of them. */
  readonly features?: readonly string[];
  /** When the version that runs was published; it must lie before the end of maintenance. */
  readonly versionPublishedAt?: Date;
}

interface OfflineParts {
  readonly portal: Portal;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly names: { readonly serialNumber: string; readonly fingerprint: string };
  /** The keys that the product ships with; null: those that the portal publishes. */
  readonly keys: KeySet | null;
}

/** Clocks are set right by some minutes all the time. */
const toleranceMs = 10 * 60_000;

// These are about what was asked for; the license goes on for everything else.
const aboutTheWish = ['FEATURE_NOT_INCLUDED', 'VERSION_NOT_COVERED', 'USAGE_LIMIT_REACHED'];

/** The right to run while the portal cannot be reached: the last good license file, and the clock that it is read by. */
export class Offline {
  readonly #parts: OfflineParts;

  constructor(parts: OfflineParts) {
    this.#parts = parts;
  }

  /** After every answer of the portal: a refusal ends the file, and a good answer sets the clock right again. */
  async learn(verdict: Verdict): Promise<void> {
    const { memory, clock } = this.#parts;
    if (verdict.valid) await memory.change({ latest: clock.now() });
    else if (!aboutTheWish.includes(verdict.code)) await memory.change({ file: null });
  }

  /** Whether it is time to get another file: there is none, or half of its life is over. */
  async isDue(): Promise<boolean> {
    const { file } = await this.#check(await this.#parts.memory.read());
    if (!file) return true;
    const [issued, ends] = [Date.parse(file.issuedAt), Date.parse(file.expiresAt)];
    return this.#parts.clock.now().getTime() >= (issued + ends) / 2;
  }

  /**
   * Gets a license file and keeps it if it is good; a bad one leaves the last one where it is.
   * @throws PortalUnreachable, PortalRefusal
   */
  async renew(): Promise<FileVerdict> {
    const { portal, memory, names } = this.#parts;
    const { file } = await portal.post('license-files', names);
    const keys = this.#parts.keys ?? readKeySet(await portal.get('/.well-known/latchkey-keys.json'));
    if (typeof file !== 'string' || keys === null) return refusedFile('FILE_CORRUPT');
    const verdict = await this.#check({ file, keys });
    if (verdict.valid) await memory.change({ file, keys });
    return verdict;
  }

  /** What the file says when the portal says nothing. */
  async decide(error: PortalUnreachable, wishes: Wishes): Promise<Verdict> {
    const { memory, clock } = this.#parts;
    const state = await memory.read();
    if (state.file === null) return unreachable(error.message);
    const now = clock.now();
    if (state.latest && now.getTime() < state.latest.getTime() - toleranceMs)
      return clockSetBack(state.latest);
    if (state.latest === null || now > state.latest) await memory.change({ latest: now });
    const verdict = await this.#check(state);
    return verdict.valid && verdict.file ? (refusedWish(verdict.file, wishes) ?? verdict) : verdict;
  }

  async #check({ file, keys }: Pick<State, 'file' | 'keys'>): Promise<FileVerdict> {
    const { names, clock } = this.#parts;
    const { fingerprint, serialNumber } = names;
    const trusted = this.#parts.keys ?? keys ?? { keys: [] };
    if (file === null) return refusedFile('FILE_CORRUPT');
    const verdict = await verifyLicenseFile(file, trusted, { fingerprint, now: clock.now() });
    const isOurs = folded(verdict.file?.license.serialNumber ?? serialNumber) === folded(serialNumber);
    return isOurs ? verdict : refusedFile('FILE_OF_OTHER_LICENSE');
  }
}

function refusedWish(file: LicenseFile, { features = [], versionPublishedAt }: Wishes): FileVerdict | null {
  const { features: included, maintenanceEndsAt } = file.license;
  if (features.some((feature) => !included.includes(feature)))
    return refusedFile('FEATURE_NOT_INCLUDED', file);
  const isLater = versionPublishedAt !== undefined && versionPublishedAt > new Date(maintenanceEndsAt);
  return isLater ? refusedFile('VERSION_NOT_COVERED', file) : null;
}

/** A serial number however it is typed: case, spaces and dashes do not count, O is 0, I and L are 1. */
export function folded(serialNumber: string): string {
  return serialNumber
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
