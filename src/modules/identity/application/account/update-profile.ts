import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Changes the person's own name, language or time zone; what is left out stays. */
@Injectable()
export class UpdateProfile {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly audit: Audit,
  ) {}

  @Transactional()
  async execute(
    actor: SignedIn,
    profile: { readonly name?: string; readonly locale?: string; readonly timeZone?: string },
  ): Promise<void> {
    (await this.users.byId(actor.userId)).updateProfile(profile);
    await this.audit.record({
      action: 'identity.profile-changed',
      aboutUserId: actor.userId,
      details: { fields: Object.keys(profile).sort() },
    });
  }
}
