import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { SealFactorChange } from './seal-factor-change.js';
import { SecondFactorRule } from './second-factor-rule.js';

/** Turns the authenticator app off; when it is off already, nothing happens. */
@Injectable()
export class DisableTotp {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly rule: SecondFactorRule,
    private readonly seal: SealFactorChange,
  ) {}

  /** @throws LastFactorNeeded when the role needs a factor and this is the last */
  @Transactional()
  async execute(actor: SignedIn): Promise<void> {
    const user = await this.users.byId(actor.userId);
    if (!user.hasAuthenticator) return;
    await this.rule.demandAnother(user.id);
    user.disableTotp();
    await this.seal.execute(actor, user, 'authenticator-removed');
  }
}
