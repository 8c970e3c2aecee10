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
    if (pace === 'reads') {
      await shown(reply, readsPerAddress, async () => this.local.consume(readsPerAddress, ip));
      await shown(reply, readsPerLicense, async () => this.local.consume(readsPerLicense, license));
    } else {
      await shown(reply, perAddress, () => this.shared.consume(perAddress, ip));
      await shown(reply, perLicense, () => this.shared.consume(perLicense, license));
    }
  }
}

/** Counts, and says so in the headers, also when it refuses. */
async function shown(reply: Reply, limit: Limit, consume: () => Promise<LimitState>): Promise<void> {
  try {
    show(reply, await consume());
  } catch (error) {
    if (error instanceof TooManyAttempts) {
      const resetSeconds = error.facts.retryAfterSeconds ?? limit.perSeconds;
      show(reply, { limit: limit.points, remaining: 0, resetSeconds });
    }
    throw error;
  }
}

function show(reply: Reply, { limit, remaining, resetSeconds }: LimitState): void {
  void reply
    .header('ratelimit-limit', limit)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', resetSeconds);
}
