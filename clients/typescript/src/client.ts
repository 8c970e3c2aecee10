import { LatchkeyError, NotActivated, PortalRefusal, PortalUnreachable } from './errors.js';
import type { FileVerdict } from './file-verdict.js';
import { newPrivateKey, signedLaunchUrl } from './launch.js';
import { type Lease, leaseOf, returnLease } from './leases.js';
import type { Wishes } from './offline.js';
import { type ClientOptions, type Parts, partsOf } from './options.js';
import { reportUsage, type Usage, type UsageReport } from './usage.js';
import { readVerdict, type Verdict } from './verdict.js';

/** What the portal shows of the machine. */
export interface Machine {
  /** As its owner calls it: the host name. */
  readonly name: string;
  /** `windows-x64`, `macos-arm64`. */
  readonly platform: string;
  /** Of the product. */
  readonly version: string;
  readonly cores?: number;
  readonly users?: number;
  /** Only for a machine that lost its state: the person finds it in the portal. */
  readonly uid?: string;
}

/** What is asked of a license. */
export interface Validation extends Wishes {
  /** Of the product that runs. */
  readonly version?: string;
}

/** The verdict of a heartbeat. */
export interface Heartbeat {
  readonly verdict: Verdict;
  /** When to send the next one; null when the license demands none. */
  readonly nextHeartbeatSeconds: number | null;
}

const secondsUntilRetry = 60;

/**
 * Licensing for a product: one object for the life of the process.
 *
 * What a person can do something about comes back as a verdict, also when the portal cannot be reached. What only the
 * programmer can mend is thrown: {@link PortalRefusal} for a request that the portal does not take.
 */
export class LatchkeyClient {
  readonly #parts: Parts;

  constructor(options: ClientOptions) {
    this.#parts = partsOf(options);
  }

  /**
   * Takes a place for this machine, and gets a license file for times without internet. Once more, it keeps its place.
   * @throws PortalRefusal with `launch-key-held` when the machine activated before and lost its state: ask for its UID
   */
  async activate(machine: Machine): Promise<Verdict> {
    const { portal, memory, names } = this.#parts;
    const state = await memory.read();
    const privateKey = state.privateKey ?? (await newPrivateKey());
    // Before the portal learns of it: a key that is lost in between would lock the machine out.
    if (!state.privateKey) await memory.change({ privateKey });
    const publicKey = { kty: privateKey.kty, crv: privateKey.crv, x: privateKey.x };
    const uid = machine.uid ?? state.uid;
    const body = { ...names, ...machine, publicKey, ...(uid === null ? {} : { uid }) };
    return await this.#decided({}, async () => {
      const answer = await portal.post('activations', body);
      if (typeof answer.uid !== 'string') throw PortalUnreachable.notThePortal('it activates without a UID');
      await memory.change({ uid: answer.uid });
      return answer;
    });
  }

  /** May the product run? Asks the portal; when that says nothing, the last good license file. */
  async validate({ features, version, versionPublishedAt }: Validation = {}): Promise<Verdict> {
    const { portal, names } = this.#parts;
    const wishes = {
      ...(features === undefined ? {} : { features }),
      ...(versionPublishedAt === undefined ? {} : { versionPublishedAt }),
    };
    const body = { ...names, ...wishes, ...(version === undefined ? {} : { version }) };
    return await this.#decided(wishes, () => portal.post('validations', body));
  }

  /** Tells the portal that the machine is alive. Needed where the license demands it; costs little elsewhere. */
  async heartbeat(version?: string): Promise<Heartbeat> {
    const { portal, names } = this.#parts;
    let next: unknown = secondsUntilRetry;
    const verdict = await this.#decided({}, async () => {
      const answer = await portal.post('heartbeats', version === undefined ? names : { ...names, version });
      next = answer.nextHeartbeatSeconds;
      return answer;
    });
    return { verdict, nextHeartbeatSeconds: typeof next === 'number' ? next : null };
  }

  /**
   * Takes a place of a floating license, or extends the one that this machine has. Without the portal the last license
   * file decides, which runs no longer than the lease.
   * @throws PortalRefusal with `license-not-floating` when machines have their places for good
   */
  async takeLease(): Promise<Lease> {
    const { portal, names } = this.#parts;
    let told: Readonly<Record<string, unknown>> = {};
    const verdict = await this.#decided({}, async () => {
      told = await portal.post('leases', names);
      return told;
    });
    return leaseOf(told, verdict);
  }

  /**
   * Gives the lease back before it runs out, as a product does when it ends.
   * @returns false when none was running
   * @throws PortalUnreachable, PortalRefusal: then it runs until its end
   */
  returnLease(): Promise<boolean> {
    return returnLease(this.#parts);
  }

  /**
   * Counts what was used, all of it or nothing.
   * @throws PortalUnreachable when one does not know whether it was counted: report it again with the same `reportId`
   * @throws PortalRefusal with `usage-counter-unknown` or `usage-report-differs`
   */
  reportUsage(report: UsageReport): Promise<Usage> {
    return reportUsage(this.#parts, report);
  }

  /**
   * Gives the place of this machine back, as an uninstaller does. What is kept of the license is forgotten with it.
   * @returns false when it had none
   * @throws PortalUnreachable, PortalRefusal: then the place is still taken
   */
  async deactivate(): Promise<boolean> {
    const { portal, memory, names } = this.#parts;
    const { uid } = await memory.read();
    const { released } = await portal.post('deactivations', uid === null ? names : { ...names, uid });
    await memory.change({ uid: null, file: null, keys: null, latest: null });
    return released === true;
  }

  /**
   * The address that opens the portal for the person at this machine: for one click, within two minutes.
   * @throws NotActivated
   */
  async launchUrl(): Promise<string> {
    const { portal, memory, clock, names } = this.#parts;
    const { uid, privateKey } = await memory.read();
    if (uid === null || privateKey === null) throw new NotActivated();
    const { serialNumber } = names;
    const once = { now: clock.now(), jti: crypto.randomUUID() };
    return await signedLaunchUrl({ portalUrl: portal.origin, serialNumber, uid, privateKey, ...once });
  }

  /**
   * Gets a new license file now, whether or not one is due. A bad one leaves the last good one in its place.
   * @throws PortalUnreachable, PortalRefusal
   */
  renewFile(): Promise<FileVerdict> {
    return this.#parts.offline.renew();
  }

  async #decided(wishes: Wishes, ask: () => Promise<Readonly<Record<string, unknown>>>): Promise<Verdict> {
    const { offline } = this.#parts;
    try {
      const verdict = await verdictOf(ask);
      await offline.learn(verdict);
      if (verdict.valid) await this.#renewWhenDue();
      return verdict;
    } catch (error) {
      if (!(error instanceof PortalUnreachable)) throw error;
      return await offline.decide(error, wishes);
    }
  }

  // The machine may run by the verdict already: a file that cannot be had now is asked for next time.
  async #renewWhenDue(): Promise<void> {
    const { offline } = this.#parts;
    if (!(await offline.isDue())) return;
    await offline.renew().catch((error: unknown) => {
      if (!(error instanceof LatchkeyError)) throw error;
    });
  }
}

async function verdictOf(ask: () => Promise<Readonly<Record<string, unknown>>>): Promise<Verdict> {
  const answer = await ask().catch((error: unknown) => {
    if (error instanceof PortalRefusal && error.verdict) return { verdict: error.verdict };
    throw error;
  });
  const verdict = readVerdict(answer.verdict);
  if (!verdict) throw PortalUnreachable.notThePortal('its answer has no verdict');
  return verdict;
}
