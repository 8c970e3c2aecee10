import { createHmac } from 'node:crypto';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyAttempts, Unavailable } from '../../kernel/errors.js';
import { log } from '../logging/log.js';
import type { CounterStore } from './counter-store.js';
import type { Limit } from './limit.js';

/** Where a key stands; what the `RateLimit-*` headers say. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/**
 * Counts attempts, shared by all processes and outside of any transaction: an attempt counts although its command
 * is rolled back. Keys are hashed before they are stored, since they may be serial numbers or addresses.
 */
export class RateLimits {
  private readonly counters = new Map<string, RateLimiterAbstract>();

  constructor(
    private readonly store: CounterStore,
    private readonly secret: string,
  ) {}

  /**
   * Counts one attempt.
   * @throws TooManyAttempts above the limit, with the seconds until the next one is allowed
   * @throws Unavailable when the counters do not answer and the limit refuses then
   */
  async consume(limit: Limit, key: string): Promise<LimitState> {
    try {
      return stateOf(limit, await this.counterOf(limit).consume(this.hashed(key)));
    } catch (error) {
      if (error instanceof RateLimiterRes) throw TooManyAttempts.retryIn(stateOf(limit, error).resetSeconds);
      return withoutStore(limit, error);
    }
  }

  /** Where the key stands, without counting. @throws Unavailable as in {@link consume} */
  async describe(limit: Limit, key: string): Promise<LimitState> {
    try {
      return stateOf(limit, await this.counterOf(limit).get(this.hashed(key)));
    } catch (error) {
      return withoutStore(limit, error);
    }
  }

  /** Attempts left. @throws Unavailable as in {@link consume} */
  async remaining(limit: Limit, key: string): Promise<number> {
    return (await this.describe(limit, key)).remaining;
  }

  /** Starts over for the key, e.g. after the right password. A store that is gone is only logged. */
  async forgive(limit: Limit, key: string): Promise<void> {
    try {
      await this.counterOf(limit).delete(this.hashed(key));
    } catch (error) {
      log.warn({ err: error, limit: limit.name }, 'the rate limits do not answer');
    }
  }

  private counterOf(limit: Limit): RateLimiterAbstract {
    let counter = this.counters.get(limit.name);
    if (!counter) {
      counter = this.store.counterFor(limit);
      this.counters.set(limit.name, counter);
    }
    return counter;
  }

  private hashed(key: string): string {
    return createHmac('sha256', this.secret).update(`rate-limit\0${key}`).digest('base64url');
  }
}

function stateOf(limit: Limit, result: RateLimiterRes | null): LimitState {
  if (!result) return { limit: limit.points, remaining: limit.points, resetSeconds: 0 };
  return {
    limit: limit.points,
    remaining: Math.max(0, limit.points - result.consumedPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
  };
}

function withoutStore(limit: Limit, error: unknown): LimitState {
  log.warn({ err: error, limit: limit.name }, 'the rate limits do not answer');
  if (limit.withoutStore === 'allow')
    return { limit: limit.points, remaining: limit.points, resetSeconds: 0 };
  throw new Unavailable('This is not available right now. Try again in a minute.', { retryAfterSeconds: 60 });
}
