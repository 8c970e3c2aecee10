import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../../platform/audit/audit.js';
import type { Exceptions } from '../../domain/roles.js';
import { ChangeMember } from './change-member.js';
import type { Managing } from './managing.js';

/** Grants a member permissions beside the role, and withholds some of it; replaces the exceptions there were. */
@Injectable()
export class ChangeExceptions {
  constructor(
    readonly em: EntityManager,
    private readonly change: ChangeMember,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound, MoreThanYours, LastOwner */
  @Transactional()
  async execute(managing: Managing, command: Exceptions & { readonly memberId: string }): Promise<void> {
    const { member } = await this.change.execute(managing, command.memberId, (changed) =>
      changed.except(command),
    );
    await this.audit.record({
      action: 'identity.member-exceptions-changed',
      aboutUserId: member.userId,
      organizationId: managing.organizationId,
      objectId: member.id,
      details: { granted: member.granted, withheld: member.withheld },
    });
  }
}
