import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { demandMayInvite } from '../../domain/organization.policy.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { Managing } from './managing.js';

/** Takes an invitation back; it stays in the list as revoked. */
@Injectable()
export class RevokeInvitation {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, MoreThanYours, InvitationClosed when somebody was faster */
  @Transactional()
  async execute({ actor, organizationId }: Managing, invitationId: string): Promise<void> {
    const invitation = await this.organizations.invitationOf(organizationId, invitationId);
    demandMayInvite(actor, invitation.role);
    const now = this.clock.now();
    invitation.revoke(now);
    await this.links.voidOpen('invitation', { aboutId: invitation.id }, now);
    await this.audit.record({
      action: 'identity.invitation-revoked',
      organizationId,
      objectId: invitation.id,
    });
  }
}
