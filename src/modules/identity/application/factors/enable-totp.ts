import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodeRefused } from '../../domain/identity.errors.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from './recovery-codes.js';
import { Totp } from './totp.js';

/** Turns the second factor on, once the authenticator shows a right code. */
@Injectable()
export class EnableTotp {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly totp: Totp,
    private readonly codes: RecoveryCodes,
    private readonly clock: Clock,
  ) {}

  /** New recovery codes in the clear, this once. @throws CodeRefused */
  @Transactional()
  async execute(actor: SignedIn, code: string): Promise<readonly string[]> {
    const user = await this.users.byId(actor.userId);
    const step = user.totpSecret && !user.hasSecondFactor ? this.totp.stepOf(user.totpSecret, code) : null;
    if (step === null) throw CodeRefused.wrong();
    user.enableTotp(step, this.clock.now());
    return this.codes.renew(user.id);
  }
}
