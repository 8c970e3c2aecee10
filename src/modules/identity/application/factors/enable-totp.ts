import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { AuthenticatorOn } from '../../domain/factors.errors.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SealFactorChange } from './seal-factor-change.js';
import { Totp } from './totp.js';

/** Turns the authenticator app on, once it shows a right code. */
@Injectable()
export class EnableTotp {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly totp: Totp,
    private readonly codes: RecoveryCodes,
    private readonly seal: SealFactorChange,
  ) {}

  /** New recovery codes in the clear, this once. @throws CodeRefused, AuthenticatorOn */
  @Transactional()
  async execute(actor: SignedIn, code: string): Promise<readonly string[]> {
    const user = await this.users.byId(actor.userId);
    if (user.hasAuthenticator) throw AuthenticatorOn.already();
    this.totp.enable(user, code);
    await this.seal.execute(actor, user, 'authenticator-added');
    return this.codes.renew(user.id);
  }
}
