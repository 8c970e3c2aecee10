import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TooManyAttempts } from '../../../../kernel/errors.js';
import { Config } from '../../../../platform/config/config.js';
import { declareLimit, type Limit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { sameSecret } from '../../../../platform/same-secret.js';
import { SignInRefused } from '../../domain/identity.errors.js';

/** Where an attempt comes from. */
export interface Origin {
  /** The client's address, or the /64 of an IPv6 one. */
  readonly network: string;
  /** The signed cookie of a browser that signed in before. */
  readonly device: string | null;
  readonly userAgent: string | null;
}

const quarterHour = 900;
const month = 30 * 24 * 3_600;

const perAccount = declareLimit({
  name: 'identity.sign-in-account',
  points: 10,
  perSeconds: quarterHour,
  withoutStore: 'refuse',
});
const perDevice = declareLimit({
  name: 'identity.sign-in-device',
  points: 100,
  perSeconds: quarterHour,
  withoutStore: 'refuse',
});
// However many networks guess. A known device, a mailed link, a recovery code and a passkey stay open meanwhile, and the
// right password or a new one starts the count over.
const passwordsInARow = declareLimit({
  name: 'identity.sign-in-row',
  points: 100,
  perSeconds: month,
  withoutStore: 'refuse',
});
// Only failures count here, so people behind one address do not lock each other out by signing in.
const failuresPerNetwork = declareLimit({
  name: 'identity.sign-in-network',
  points: 100,
  perSeconds: 300,
  withoutStore: 'refuse',
});

/** How often sign-in details may be guessed (security.md A5). */
@Injectable()
export class GuessLimits {
  private readonly key: Buffer;

  constructor(
    private readonly limits: RateLimits,
    config: Config,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'device', 32));
  }

  /**
   * Counts one guess at an account, existing or not. A browser that signed in to it before has a budget of its own, so
   * that strangers cannot lock the owner out.
   * @throws SignInRefused above the account's limit, reading like every refusal
   * @throws TooManyAttempts when too many guesses from this network failed
   */
  async spend(account: string, origin: Origin): Promise<void> {
    const device = this.deviceOf(origin.device, account);
    if (device) return this.take(perDevice, device);
    await this.take(perAccount, `${account}|${origin.network}`);
    const network = await this.limits.describe(failuresPerNetwork, origin.network);
    if (network.remaining === 0) throw TooManyAttempts.retryIn(network.resetSeconds);
  }

  /**
   * Like {@link spend}, for passwords: of one account at most 100 wrong ones in a row are looked at, wherever they come
   * from, but for browsers that signed in to it before.
   */
  async spendPassword(account: string, origin: Origin): Promise<void> {
    await this.spend(account, origin);
    if (!this.deviceOf(origin.device, account)) await this.take(passwordsInARow, account);
  }

  /**
   * Like {@link spend} without counting, for secrets that no number of parallel guesses finds: a UID has 130 random
   * bits. Many right attempts at once are then no guesses; wrong ones count in {@link refuse}.
   */
  async look(account: string, origin: Origin): Promise<void> {
    const left = await this.limits.remaining(perAccount, `${account}|${origin.network}`);
    if (left === 0) throw SignInRefused.asAlways();
    const network = await this.limits.describe(failuresPerNetwork, origin.network);
    if (network.remaining === 0) throw TooManyAttempts.retryIn(network.resetSeconds);
  }

  /**
   * Counts the failure and makes the one refusal of it.
   * @param account counted too when it was only looked at before
   */
  async refuse(origin: Origin, account: string | null = null): Promise<SignInRefused> {
    await this.count(failuresPerNetwork, origin.network);
    if (account !== null) await this.count(perAccount, `${account}|${origin.network}`);
    return SignInRefused.asAlways();
  }

  /** The right details were given: the account's count starts over. */
  async forgive(account: string, origin: Origin): Promise<void> {
    const device = this.deviceOf(origin.device, account);
    if (device) await this.limits.forgive(perDevice, device);
    else await this.limits.forgive(perAccount, `${account}|${origin.network}`);
    await this.limits.forgive(passwordsInARow, account);
  }

  /** True for the cookie of a browser that signed in to this account. */
  isKnownDevice(cookie: string | null, account: string): boolean {
    return this.deviceOf(cookie, account) !== null;
  }

  /** The cookie that marks a browser as one that signed in to this account. */
  deviceCookie(account: string): string {
    const nonce = randomBytes(12).toString('base64url');
    return `${nonce}.${this.sign(nonce, account)}`;
  }

  private async take(limit: Limit, key: string): Promise<void> {
    try {
      await this.limits.consume(limit, key);
    } catch (error) {
      throw error instanceof TooManyAttempts ? SignInRefused.asAlways() : error;
    }
  }

  private async count(limit: Limit, key: string): Promise<void> {
    await this.limits.consume(limit, key).catch((error: unknown) => {
      if (!(error instanceof TooManyAttempts)) throw error;
    });
  }

  private deviceOf(cookie: string | null, account: string): string | null {
    const [nonce = '', signature = ''] = (cookie ?? '').split('.');
    const expected = this.sign(nonce, account);
    return nonce !== '' && sameSecret(signature, expected) ? nonce : null;
  }

  private sign(nonce: string, account: string): string {
    return createHmac('sha256', this.key).update(`${nonce}|${account}`).digest('base64url');
  }
}
