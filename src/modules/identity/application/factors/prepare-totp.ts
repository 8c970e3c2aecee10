import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { AuthenticatorOn } from '../../domain/factors.errors.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { Totp } from './totp.js';

/** Makes the secret that an authenticator scans. It counts once {@link EnableTotp} saw a code of it. */
@Injectable()
export class PrepareTotp {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly totp: Totp,
  ) {}

  /** The secret as text and as otpauth URI. @throws AuthenticatorOn */
  @Transactional()
  async execute(actor: SignedIn): Promise<{ readonly secret: string; readonly uri: string }> {
    const user = await this.users.byId(actor.userId);
    if (user.hasAuthenticator) throw AuthenticatorOn.already();
    // Opening the page again must show the same secret, or the one just scanned is worth nothing.
    if (user.totpSecret === null) user.prepareTotp(this.totp.newSecret());
    return this.totp.show(user.totpSecret ?? '', user.email ?? user.username ?? user.name);
  }
}
