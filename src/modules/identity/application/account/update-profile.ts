import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { Languages } from '../../../../platform/ports/languages.js';
import type { Profile } from '../../domain/user.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Changes what people tell of themselves; what is left out stays, and null clears. */
@Injectable()
export class UpdateProfile extends Languages {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly audit: Audit,
  ) {
    super();
  }

  @Transactional()
  async execute({ userId }: { readonly userId: UserId }, profile: Partial<Profile>): Promise<void> {
    const fields = (await this.users.byId(userId)).updateProfile(profile);
    if (fields.length === 0) return;
    await this.audit.record({
      action: 'identity.profile-changed',
      aboutUserId: userId,
      details: { fields: [...fields].sort() },
    });
  }

  async keep(userId: UserId, locale: string): Promise<void> {
    await this.execute({ userId }, { locale });
  }
}
