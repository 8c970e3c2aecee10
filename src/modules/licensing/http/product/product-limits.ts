import { Injectable } from '@nestjs/common';
import { TooManyAttempts } from '../../../../kernel/errors.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { declareLimit, type Limit } from '../../../../platform/limits/limit.js';
import { LocalLimits } from '../../../../platform/limits/local-limits.js';
import { type LimitState, RateLimits } from '../../../../platform/limits/rate-limits.js';

// A serial number has 75 random bits, so these protect the machine, not the secret; a site behind one address may
// roll the product out in an afternoon.
const perAddress = declareLimit({ name: 'licensing.product-per-address', points: 600, perSeconds: 60 });
const perLicense = declareLimit({ name: 'licensing.product-per-license', points: 300, perSeconds: 60 });
const readsPerAddress = declareLimit({
  name: 'licensing.product-reads-per-address',
  points: 6_000,
  perSeconds: 60,
});
const readsPerLicense = declareLimit({
  name: 'licensing.product-reads-per-license',
  points: 1_200,
  perSeconds: 60,
});

/** `reads` are validations and heartbeats, which are counted without a statement; `writes` are all others. */
export type ProductPace = 'reads' | 'writes';

/** How often the product may call, for one license and from one address; the answer says where the license stands. */
@Injectable()
export class ProductLimits {
  constructor(
    private readonly shared: RateLimits,
    private readonly local: LocalLimits,
  ) {}

  /** @param license what the call says of its license @throws TooManyAttempts */
  async admit(pace: ProductPace, license: string, { ip }: Request, reply: Reply): Promise<void> {
    const [ofAddress, ofLicense] =
      pace === 'reads' ? [readsPerAddress, readsPerLicense] : [perAddress, perLicense];
    const counters = pace === 'reads' ? this.local : this.shared;
    let limit = ofAddress;
    try {
      await counters.consume(ofAddress, ip);
      limit = ofLicense;
      show(reply, await counters.consume(ofLicense, license));
    } catch (error) {
      if (error instanceof TooManyAttempts) show(reply, exhausted(limit, error));
      throw error;
    }
  }
}

function exhausted({ points, perSeconds }: Limit, { facts }: TooManyAttempts): LimitState {
  return { limit: points, remaining: 0, resetSeconds: facts.retryAfterSeconds ?? perSeconds };
}

function show(reply: Reply, { limit, remaining, resetSeconds }: LimitState): void {
  void reply.headers({
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': resetSeconds,
  });
}
