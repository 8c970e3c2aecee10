import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { Invitation } from '../../domain/invitation.js';
import { demandMayInvite } from '../../domain/organization.policy.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { Managing } from './managing.js';

/** What every change of an invitation keeps: only who may invite to its role makes it, and the old link is void. */
@Injectable()
export class ChangeInvitation {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param change.verb what happens to the invitation; it throws InvitationClosed when somebody was faster
   * @throws NotFound, MoreThanYours, and what the verb throws
   */
  @Transactional()
  async execute(
    { actor, organizationId }: Managing,
    invitationId: string,
    change: {
      readonly action: string;
      readonly verb: (invitation: Invitation, now: Date) => void | Promise<void>;
    },
  ): Promise<void> {
    const invitation = await this.organizations.invitationOf(organizationId, invitationId);
    demandMayInvite(actor, invitation.role);
    const now = this.clock.now();
    await change.verb(invitation, now);
    await this.links.voidOpen('invitation', { aboutId: invitation.id }, now);
    await this.audit.record({ action: change.action, organizationId, objectId: invitation.id });
  }
}
