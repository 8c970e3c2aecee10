import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../../platform/audit/audit.js';
import type { MemberRole } from '../../domain/roles.js';
import { ChangeMember } from './change-member.js';
import type { Managing } from './managing.js';

/** Gives a member another role, at once. */
@Injectable()
export class ChangeRole {
  constructor(
    readonly em: EntityManager,
    private readonly change: ChangeMember,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound, MoreThanYours, LastOwner */
  @Transactional()
  async execute(
    managing: Managing,
    command: { readonly memberId: string; readonly role: MemberRole },
  ): Promise<void> {
    const { memberId, role } = command;
    const { member, before } = await this.change.execute(managing, memberId, (changed) =>
      changed.giveRole(role),
    );
    if (before.role === role) return;
    await this.audit.record({
      action: 'identity.member-role-changed',
      aboutUserId: member.userId,
      organizationId: managing.organizationId,
      objectId: member.id,
      details: { before: before.role, after: role },
    });
  }
}
