import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SealFactorChange } from './seal-factor-change.js';

/** Makes ten new recovery codes; the old ones stop working. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly codes: RecoveryCodes,
    private readonly seal: SealFactorChange,
  ) {}

  /** The codes in the clear, this once. */
  @Transactional()
  async execute(actor: SignedIn): Promise<readonly string[]> {
    const user = await this.users.byId(actor.userId);
    await this.seal.execute(actor, user, 'recovery-codes-renewed');
    return this.codes.renew(user.id);
  }
}
