import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { ensureMayManage } from './disable-user.js';

/** Opens a disabled account again; the person signs in anew, with the password and factors as they were. */
@Injectable()
export class EnableUser {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound, NotDisabled, AccountClosed */
  @Transactional()
  async execute(actor: StaffActor, userId: string): Promise<void> {
    const user = await this.users.byId(userId);
    ensureMayManage(actor, user);
    user.enable();
    await this.audit.record({ action: 'identity.user-enabled', aboutUserId: user.id, objectId: user.id });
  }
}
