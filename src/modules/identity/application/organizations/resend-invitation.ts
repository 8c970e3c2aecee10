import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { demandMayInvite } from '../../domain/organization.policy.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { Managing } from './managing.js';

/** Sends an invitation again, also an expired one: a new link or password, and the old ones are void at once. */
@Injectable()
export class ResendInvitation {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, MoreThanYours, InvitationClosed */
  @Transactional()
  async execute({ actor, organizationId }: Managing, invitationId: string): Promise<void> {
    const invitation = await this.organizations.invitationOf(organizationId, invitationId);
    demandMayInvite(actor, invitation.role);
    const now = this.clock.now();
    invitation.send(now);
    await this.links.voidOpen('invitation', { aboutId: invitation.id }, now);
    await this.audit.record({
      action: 'identity.invitation-sent-again',
      organizationId,
      objectId: invitation.id,
    });
  }
}
