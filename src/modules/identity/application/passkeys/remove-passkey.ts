import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { SealFactorChange } from '../factors/seal-factor-change.js';
import { SecondFactorRule } from '../factors/second-factor-rule.js';

/** Removes a passkey; what was opened elsewhere ends (row ID-4). */
@Injectable()
export class RemovePasskey {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly passkeys: PasskeyRepository,
    private readonly rule: SecondFactorRule,
    private readonly seal: SealFactorChange,
  ) {}

  /** @throws NotFound also when it is somebody else's. @throws LastFactorNeeded */
  @Transactional()
  async execute(actor: SignedIn, id: string): Promise<void> {
    const user = await this.users.byId(actor.userId);
    const passkey = await this.passkeys.own(id, user.id);
    await this.rule.demandAnother(user.id);
    this.em.remove(passkey);
    await this.seal.execute(actor, user, 'passkey-removed', id);
  }
}
