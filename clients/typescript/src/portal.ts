import type { Clock } from './clock.js';
import { PortalRefusal, PortalUnreachable } from './errors.js';
import { type Answer, type Exchange, exchange, type Fetch } from './exchange.js';
import { type Patience, patiently } from './retries.js';
import { readVerdict } from './verdict.js';

/** What the client needs to talk to a portal. */
export interface PortalLine {
  readonly url: URL;
  readonly fetch: Fetch;
  readonly patience: Patience;
  readonly clock: Clock;
}

/** The product API of a portal: asks patiently, and turns refusals into errors. */
export class Portal {
  readonly #line: PortalLine;

  constructor(line: PortalLine) {
    this.#line = line;
  }

  /** Its `PUBLIC_URL`, as launches name it. */
  get origin(): string {
    return this.#line.url.origin;
  }

  /**
   * @param path below `/api/v1/product/`
   * @param key of what is done, so that a repeated try does it once
   * @throws PortalUnreachable, PortalRefusal
   */
  post(path: string, body: object, key: string = crypto.randomUUID()): Promise<Answer['body']> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.#ask({
      url: new URL(`/api/v1/product/${path}`, this.#line.url),
      method: 'POST',
      headers: { accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** @throws PortalUnreachable, PortalRefusal */
  get(path: string): Promise<Answer['body']> {
    const url = new URL(path, this.#line.url);
    return this.#ask({ url, method: 'GET', headers: { accept: 'application/json' }, body: null });
  }

  async #ask(request: Exchange): Promise<Answer['body']> {
    const { fetch, patience, clock } = this.#line;
    return await patiently(
      async (timeoutMs) => accepted(await exchange(fetch, request, timeoutMs)),
      patience,
      clock,
    );
  }
}

function accepted({ status, body }: Answer): Answer['body'] {
  if (status >= 200 && status < 300) return body;
  const { code, detail, remedy, retryAfterSeconds } = body;
  if (typeof code !== 'string' || typeof detail !== 'string')
    throw PortalUnreachable.notThePortal(`it refuses with status ${status} and says nothing of a portal`);
  // The first try is still at work, or was when it was cut off.
  if (code === 'idempotency-key-in-use')
    throw PortalUnreachable.busy(
      status,
      typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : null,
    );
  const told = typeof remedy === 'string' ? remedy : null;
  throw new PortalRefusal({ status, code, detail, remedy: told, verdict: readVerdict(body.verdict) });
}
