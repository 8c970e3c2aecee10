import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { InvalidInput, NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { ChangeMember } from './change-member.js';
import type { Managing } from './managing.js';
import { VoidAccess } from './void-access.js';

/**
 * Somebody leaves: the membership, the sessions in this organization, the API tokens and the invitations they sent end
 * at once; a colleague takes over what is open, as other modules learn from the event (row ID-8).
 */
@Injectable()
export class LetMemberGo {
  constructor(
    readonly em: EntityManager,
    private readonly change: ChangeMember,
    private readonly organizations: OrganizationRepository,
    private readonly access: VoidAccess,
    private readonly audit: Audit,
  ) {}

  /**
   * @param command.successorId the membership of the colleague; null leaves what is open as it is
   * @throws NotFound, MoreThanYours, LastOwner, InvalidInput naming `successorId`
   */
  @Transactional()
  async execute(
    managing: Managing,
    command: { readonly memberId: string; readonly successorId: string | null },
  ): Promise<void> {
    const { organizationId } = managing;
    const { memberId, successorId } = command;
    const successor =
      successorId === null ? null : await this.successor(organizationId, memberId, successorId);
    const { member } = await this.change.execute(managing, memberId, (leaving) =>
      leaving.leave(successor, this.access.now()),
    );
    const ended = await this.access.execute({ organizationId, userId: member.userId });
    await this.audit.record({
      action: 'identity.member-left',
      aboutUserId: member.userId,
      organizationId,
      objectId: member.id,
      details: { successorId: successor, ...ended },
    });
  }

  private async successor(organizationId: OrganizationId, memberId: string, id: string): Promise<UserId> {
    // Somebody else's member is not there, whoever would take over.
    if (!(await this.organizations.findMember(organizationId, memberId))) throw NotFound.of('member');
    const colleague = id === memberId ? null : await this.organizations.findMember(organizationId, id);
    if (!colleague) throw InvalidInput.field('successorId', 'Choose a colleague of this organization.');
    return colleague.userId;
  }
}
