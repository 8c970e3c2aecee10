import type { Verdict } from './verdict.js';

/** What the client throws. `message` can be shown; `code` is stable. */
export abstract class LatchkeyError extends Error {
  abstract readonly code: string;
}

/** No answer that could be used: no network, too slow, too busy, broken, or something else answered in its place. */
export class PortalUnreachable extends LatchkeyError {
  readonly code = 'PORTAL_UNREACHABLE';
  override readonly name = 'PortalUnreachable';
  /** Whether the same request may succeed soon. */
  readonly passes: boolean;
  /** For how long the portal asked to be left alone; null when it did not. */
  readonly retryAfterMs: number | null;

  private constructor(
    message: string,
    facts: { passes: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause: facts.cause });
    this.passes = facts.passes;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }

  static network(cause: unknown): PortalUnreachable {
    return new PortalUnreachable('The portal could not be reached.', { passes: true, cause });
  }

  static late(timeoutMs: number): PortalUnreachable {
    return new PortalUnreachable(`The portal did not answer within ${timeoutMs} ms.`, { passes: true });
  }

  static busy(status: number, retryAfterMs: number | null): PortalUnreachable {
    const message =
      status === 429 ? 'The portal was asked too often.' : `The portal failed with status ${status}.`;
    return new PortalUnreachable(message, { passes: true, retryAfterMs });
  }

  /** Never followed: the serial number is for the portal only. */
  static redirected(): PortalUnreachable {
    return new PortalUnreachable('The portal sent the request elsewhere. Check its address.', {
      passes: false,
    });
  }

  /** A login page of a hotel's network, or a proxy's: whatever answered was not the portal. */
  static notThePortal(what: string): PortalUnreachable {
    return new PortalUnreachable(`Something that is not the portal answered: ${what}.`, { passes: false });
  }

  static tooLarge(limitBytes: number): PortalUnreachable {
    return new PortalUnreachable(`The answer is larger than ${limitBytes} bytes.`, { passes: false });
  }
}

/** The portal understood and refuses. @see RFC 9457; docs/problems.md of the portal lists the codes */
export class PortalRefusal extends LatchkeyError {
  override readonly name = 'PortalRefusal';
  readonly status: number;
  /** Of the portal: `invalid-input`, `launch-key-held`. */
  readonly code: string;
  /** What helps; null when the portal named nothing. */
  readonly remedy: string | null;
  /** The verdict that came along; null when none did. */
  readonly verdict: Verdict | null;

  constructor(of: {
    status: number;
    code: string;
    detail: string;
    remedy: string | null;
    verdict: Verdict | null;
  }) {
    super(of.remedy === null ? of.detail : `${of.detail} ${of.remedy}`);
    this.status = of.status;
    this.code = of.code;
    this.remedy = of.remedy;
    this.verdict = of.verdict;
  }
}

/** Asked for something that needs an activation first. */
export class NotActivated extends LatchkeyError {
  readonly code = 'NOT_ACTIVATED';
  override readonly name = 'NotActivated';

  constructor() {
    super('This machine is not activated. Activate the product first.');
  }
}
