import { Injectable } from '@nestjs/common';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { GuessLimits, type Origin } from './guess-limits.js';

const perUser = declareLimit({
  name: 'identity.second-step',
  points: 100,
  perSeconds: 86_400,
  withoutStore: 'refuse',
});

/**
 * How often the second factor may be guessed. It has counts of its own: the right password starts the password's count
 * over, and whoever knows it must not get ten more guesses at the code each time they type it.
 */
@Injectable()
export class FactorLimits {
  constructor(
    private readonly guesses: GuessLimits,
    private readonly limits: RateLimits,
  ) {}

  /** @throws SignInRefused above ten guesses in 15 minutes. @throws TooManyAttempts above a hundred in a row */
  async spend(userId: string, origin: Origin): Promise<void> {
    await this.guesses.spend(accountOf(userId), origin);
    await this.limits.consume(perUser, userId);
  }

  /** The right factor was given: both counts start over. */
  async forgive(userId: string, origin: Origin): Promise<void> {
    await this.guesses.forgive(accountOf(userId), origin);
    await this.limits.forgive(perUser, userId);
  }
}

const accountOf = (userId: string): string => `second-step:${userId}`;
