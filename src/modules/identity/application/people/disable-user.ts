import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { may, type StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { OwnAccount } from '../../domain/people.errors.js';
import type { User } from '../../domain/user.js';
import { AccountAccess } from './account-access.js';
import { OwnersRemain } from './owners-remain.js';

/** Shuts an account: every session, token and open link of it is over when this returns. */
@Injectable()
export class DisableUser {
  constructor(
    readonly em: EntityManager,
    private readonly access: AccountAccess,
    private readonly owners: OwnersRemain,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, OwnAccount, LastAdministrator, LastOwner, AlreadyDisabled, AccountClosed */
  @Transactional()
  async execute(
    actor: StaffActor,
    command: { readonly userId: string; readonly reason: string },
  ): Promise<void> {
    if (command.userId === actor.userId) throw OwnAccount.refused();
    await this.owners.ensureWithout(command.userId as UserId);
    const user = await this.access.ofUser(command.userId);
    ensureMayManage(actor, user);
    await this.access.ensureAdministratorRemains(user);
    const now = this.clock.now();
    user.disable({ reason: command.reason, by: actor.userId, now });
    await this.access.end(user.id, now);
    await this.audit.record({ action: 'identity.user-disabled', aboutUserId: user.id, objectId: user.id });
  }
}

/** Colleagues are managed by who may manage staff accounts; to others they do not exist. @throws NotFound */
export function ensureMayManage(actor: StaffActor, user: User): void {
  if (user.staffRole !== null && !may(actor, 'staff.accounts')) throw NotFound.of('person');
}
