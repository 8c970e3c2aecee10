import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { VerifyFactor } from './verify-factor.js';

const perUser = declareLimit({
  name: 'identity.disable-totp',
  points: 5,
  perSeconds: 900,
  withoutStore: 'refuse',
});

/** Turns the second factor off, against a code of it or a recovery code. */
@Injectable()
export class DisableTotp {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly factor: VerifyFactor,
    private readonly limits: RateLimits,
  ) {}

  /** @throws CodeRefused. @throws TooManyAttempts above five tries in 15 minutes */
  @Transactional()
  async execute(actor: SignedIn, code: string): Promise<void> {
    await this.limits.consume(perUser, actor.userId);
    await this.factor.take(actor.userId, code);
    (await this.users.byId(actor.userId)).disableTotp();
  }
}
