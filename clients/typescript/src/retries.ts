import type { Clock } from './clock.js';
import { PortalUnreachable } from './errors.js';

/** How long the client tries before it gives up. */
export interface Patience {
  /** How often it tries in all; at least 1. */
  readonly attempts: number;
  /** Milliseconds for one try, its answer included. */
  readonly timeoutMs: number;
  /** Milliseconds for all tries and the pauses between them. */
  readonly totalMs: number;
}

/** Four tries in half a minute. */
export const usualPatience: Patience = { attempts: 4, timeoutMs: 10_000, totalMs: 30_000 };

const firstPauseMs = 250;
const longestPauseMs = 8_000;

/**
 * Tries until it works, is refused, or the patience is over. Pauses double and are drawn at random, so that a thousand
 * machines do not come back at once; a portal that names a pause is not asked before.
 * @param attempt gets the milliseconds that it may take
 * @throws what the last try threw
 */
export async function patiently<T>(
  attempt: (timeoutMs: number) => Promise<T>,
  { attempts, timeoutMs, totalMs }: Patience,
  clock: Clock,
): Promise<T> {
  const began = clock.elapsedMs();
  const leftMs = () => totalMs - (clock.elapsedMs() - began);
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt(Math.max(1, Math.min(timeoutMs, leftMs())));
    } catch (error) {
      if (!(error instanceof PortalUnreachable) || !error.passes || tried >= attempts) throw error;
      const pauseMs = pauseAfter(tried, error.retryAfterMs, clock);
      if (pauseMs >= leftMs()) throw error;
      await clock.wait(pauseMs);
    }
  }
}

function pauseAfter(tried: number, retryAfterMs: number | null, clock: Clock): number {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** tried);
  return (retryAfterMs ?? 0) + (longest / 2) * (1 + clock.random());
}
