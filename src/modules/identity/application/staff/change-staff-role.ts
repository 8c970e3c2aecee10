import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor, StaffPermission } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { OwnAccount } from '../../domain/people.errors.js';
import type { StaffRole } from '../../domain/roles.js';
import { AccountAccess } from '../people/account-access.js';

/** Gives a colleague another role, without the permissions that are withheld; counts from the next request on. */
@Injectable()
export class ChangeStaffRole {
  constructor(
    readonly em: EntityManager,
    private readonly access: AccountAccess,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound for customers. @throws OwnAccount. @throws LastAdministrator */
  @Transactional()
  async execute(
    actor: StaffActor,
    command: {
      readonly userId: string;
      readonly role: StaffRole;
      readonly withheld: readonly StaffPermission[];
    },
  ): Promise<void> {
    const { userId, role, withheld } = command;
    if (userId === actor.userId) throw OwnAccount.refused();
    const user = await this.access.ofUser(userId);
    const before = user.staffRole;
    if (before === null) throw NotFound.of('colleague');
    if (role !== 'administrator' || withheld.includes('staff.accounts'))
      await this.access.ensureAdministratorRemains(user);
    user.changeStaffRole(role, withheld);
    await this.audit.record({
      action: 'identity.staff-role-changed',
      aboutUserId: user.id,
      objectId: user.id,
      details: { before, role, withheld },
    });
  }
}
