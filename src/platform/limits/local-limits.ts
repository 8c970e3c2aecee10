import { TooManyAttempts } from '../../kernel/errors.js';
import type { Limit } from './limit.js';
import type { LimitState } from './rate-limits.js';

interface Window {
  readonly endsAt: number;
  readonly counts: Map<string, number>;
}

/** More keys than a process can serve in a window; beyond it, nobody new is counted. */
const mostKeys = 500_000;

/**
 * Counts attempts in this process alone, in windows that begin together: for calls so frequent that a counter shared by
 * all processes would cost more than they do. Several processes let through several times as much. A limiter with a
 * timer per key would keep hundreds of thousands of them; here a window is dropped as a whole.
 */
export class LocalLimits {
  private readonly windows = new Map<string, Window>();

  /** Counts one attempt. @throws TooManyAttempts above the limit, with the seconds until the next one is allowed */
  consume(limit: Limit, key: string): LimitState {
    const now = performance.now();
    const { counts, endsAt } = this.windowOf(limit, now);
    const count = (counts.get(key) ?? 0) + 1;
    if (count > 1 || counts.size < mostKeys) counts.set(key, count);
    const resetSeconds = Math.max(1, Math.ceil((endsAt - now) / 1_000));
    if (count > limit.points) throw TooManyAttempts.retryIn(resetSeconds);
    return { limit: limit.points, remaining: limit.points - count, resetSeconds };
  }

  private windowOf({ name, perSeconds }: Limit, now: number): Window {
    const running = this.windows.get(name);
    if (running && now < running.endsAt) return running;
    const window = { endsAt: now + perSeconds * 1_000, counts: new Map<string, number>() };
    this.windows.set(name, window);
    return window;
  }
}
