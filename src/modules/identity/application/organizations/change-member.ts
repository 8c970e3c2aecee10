import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Membership } from '../../domain/membership.js';
import { LastOwner } from '../../domain/organization.errors.js';
import { demandMayChange, type Standing } from '../../domain/organization.policy.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { Managing } from './managing.js';

/**
 * What every change of a member keeps: nobody gives more than they have, and an owner who manages remains. Changes in
 * one organization wait for each other, so two owners who demote each other at once do not both succeed.
 */
@Injectable()
export class ChangeMember {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
  ) {}

  /** @throws NotFound, MoreThanYours, LastOwner */
  @Transactional()
  async execute(
    { actor, organizationId }: Managing,
    memberId: string,
    verb: (member: Membership) => void,
  ): Promise<{ readonly member: Membership; readonly before: Standing }> {
    await this.organizations.holdMembers(organizationId);
    const member = await this.organizations.member(organizationId, memberId);
    const before = standingOf(member);
    const keptOrganization = member.keepsOrganization;
    verb(member);
    const stays = member.removedAt === null;
    demandMayChange(actor, before, stays ? standingOf(member) : null);
    if (keptOrganization && !(stays && member.keepsOrganization)) {
      if (!(await this.organizations.hasOtherOwner(member))) throw LastOwner.stays();
    }
    return { member, before };
  }
}

const standingOf = ({ role, permissions }: Membership): Standing => ({ role, permissions });
