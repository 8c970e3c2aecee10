import { Injectable } from '@nestjs/common';
import { TooManyAttempts } from '../../../../kernel/errors.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { declareLimit, type Limit } from '../../../../platform/limits/limit.js';
import { LocalLimits } from '../../../../platform/limits/local-limits.js';
import { type LimitState, RateLimits } from '../../../../platform/limits/rate-limits.js';

// A serial number has 75 random bits, so these protect the machine, not the secret; a site behind one address may
// roll the product out in an afternoon.
const perAddress = declareLimit({ name: 'licensing.product-per-address', points: 600, perSeconds: 60 });
const readsPerAddress = declareLimit({
  name: 'licensing.product-reads-per-address',
  points: 6_000,
  perSeconds: 60,
});

const mostMachines = 1_000_000;

/**
 * What a license may do in a minute grows with the machines that it allows. A limit is declared with its number, so there
 * is one for each doubling up to a million machines; a license takes the first that is enough for it.
 */
function ofLicenses(name: string, { least, perMachine }: { least: number; perMachine: number }) {
  const tier = (points: number) => declareLimit({ name: `${name}-${points}`, points, perSeconds: 60 });
  const tiers: Limit[] = [];
  let points = least;
  for (; points < perMachine * mostMachines; points *= 2) tiers.push(tier(points));
  const most = tier(points);
  return (machines: number): Limit => tiers.find((limit) => limit.points >= perMachine * machines) ?? most;
}

const perLicense = ofLicenses('licensing.product-per-license', { least: 300, perMachine: 3 });
const readsPerLicense = ofLicenses('licensing.product-reads-per-license', { least: 1_200, perMachine: 12 });

/** `reads` are validations and heartbeats, which are counted without a statement; `writes` are all others. */
export type ProductPace = 'reads' | 'writes';

/** The license that a call names, and how many machines it allows. */
export interface CountedLicense {
  /** What the call says of it. */
  readonly name: string;
  readonly machines: number;
}

/** How often the product may call, for one license and from one address; the answer says where the license stands. */
@Injectable()
export class ProductLimits {
  constructor(
    private readonly shared: RateLimits,
    private readonly local: LocalLimits,
  ) {}

  /** Before anything is looked up. @throws TooManyAttempts */
  async admitAddress(pace: ProductPace, { ip }: Request, reply: Reply): Promise<void> {
    await this.count(pace, { limit: pace === 'reads' ? readsPerAddress : perAddress, key: ip }, reply);
  }

  /** @throws TooManyAttempts */
  async admitLicense(pace: ProductPace, { name, machines }: CountedLicense, reply: Reply): Promise<void> {
    const limit = (pace === 'reads' ? readsPerLicense : perLicense)(machines);
    show(reply, await this.count(pace, { limit, key: name }, reply));
  }

  private async count(
    pace: ProductPace,
    { limit, key }: { readonly limit: Limit; readonly key: string },
    reply: Reply,
  ): Promise<LimitState> {
    try {
      return pace === 'reads' ? this.local.consume(limit, key) : await this.shared.consume(limit, key);
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
