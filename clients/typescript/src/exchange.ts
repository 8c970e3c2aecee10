import type { Bytes } from './encoding.js';
import { objectIn, textOf } from './encoding.js';
import { PortalUnreachable } from './errors.js';

/** `fetch`, or something that behaves like it. */
export type Fetch = typeof globalThis.fetch;

type Response = Awaited<ReturnType<Fetch>>;

/** One request to the portal. */
export interface Exchange {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** An answer that came from a portal as far as one can tell: JSON, not too large, no failure of the server. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const limitBytes = 262_144;

/**
 * Asks once. The time ends the reading of the answer too, and an answer that is too large is not read to its end.
 * @throws PortalUnreachable for everything that is not an answer of the portal
 */
export async function exchange(fetch: Fetch, request: Exchange, timeoutMs: number): Promise<Answer> {
  const aborting = new AbortController();
  const timer = setTimeout(() => aborting.abort(), timeoutMs);
  try {
    return await answerTo(fetch, request, aborting.signal);
  } catch (error) {
    if (error instanceof PortalUnreachable) throw error;
    throw aborting.signal.aborted ? PortalUnreachable.late(timeoutMs) : PortalUnreachable.network(error);
  } finally {
    clearTimeout(timer);
    aborting.abort();
  }
}

async function answerTo(fetch: Fetch, request: Exchange, signal: AbortSignal): Promise<Answer> {
  const { url, method, headers, body } = request;
  const init = { method, headers, body, redirect: 'manual', credentials: 'omit', signal } as const;
  const response = await fetch(url, init);
  refuseFailures(response);
  const type = response.headers.get('content-type') ?? 'nothing';
  if (!/^application\/(?:problem\+)?json(?:;|$)/i.test(type.trim()))
    throw PortalUnreachable.notThePortal(`its content is ${type.slice(0, 60)}`);
  const text = textOf(await bytesOf(response));
  const members = text === null ? null : objectIn(text);
  if (!members) throw PortalUnreachable.notThePortal('its content is no JSON object');
  return { status: response.status, body: members };
}

function refuseFailures({ status, type, headers }: Response): void {
  // Browsers hide where a redirect leads, and say status 0.
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) throw PortalUnreachable.redirected();
  if (status === 429 || status >= 500)
    throw PortalUnreachable.busy(status, retryAfterMs(headers.get('retry-after')));
}

// Seconds, or an HTTP date (RFC 9110, section 10.2.3). The date is told by a clock that may differ from this machine's.
function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : null;
}

async function bytesOf(response: Response): Promise<Bytes> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    sizeBytes += value.byteLength;
    if (sizeBytes > limitBytes) throw PortalUnreachable.tooLarge(limitBytes);
    chunks.push(value);
  }
  return joined(chunks, sizeBytes);
}

function joined(chunks: readonly Uint8Array[], sizeBytes: number): Bytes {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
