import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Passkey } from '../../domain/passkey.js';
import { PasskeyRefused, TooManyPasskeys } from '../../domain/passkeys.errors.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from '../factors/recovery-codes.js';
import { SealFactorChange } from '../factors/seal-factor-change.js';
import type { VerifiedPasskey } from './passkey-answers.js';

const atMost = 20;

/** Stores a verified passkey; other sessions end, and whoever has no recovery code gets ten. */
@Injectable()
export class CommitPasskey {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly passkeys: PasskeyRepository,
    private readonly codes: RecoveryCodes,
    private readonly seal: SealFactorChange,
  ) {}

  /** @throws TooManyPasskeys. @throws PasskeyRefused when the passkey is known already */
  @Transactional()
  async execute(
    actor: SignedIn,
    verified: VerifiedPasskey & { readonly name: string; readonly now: Date },
  ): Promise<{ readonly id: string; readonly recoveryCodes: readonly string[] }> {
    await this.users.hold(`passkey:${verified.credentialId}`);
    const user = await this.users.byId(actor.userId);
    if ((await this.passkeys.count(user.id)) >= atMost) throw TooManyPasskeys.already();
    if (await this.passkeys.byCredential(verified.credentialId)) throw PasskeyRefused.asAlways();
    const passkey = Passkey.add({ ...verified, userId: user.id });
    this.em.persist(passkey);
    await this.seal.execute(actor, user, 'passkey-added', passkey.id);
    const recoveryCodes = (await this.codes.left(user.id)) === 0 ? await this.codes.renew(user.id) : [];
    return { id: passkey.id, recoveryCodes };
  }
}
