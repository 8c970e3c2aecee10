import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { AlreadyInvited, AlreadyMember } from '../../domain/organization.errors.js';
import { demandMayInvite } from '../../domain/organization.policy.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import type { Managing } from './managing.js';

/** Sends an invitation to the right address; what the wrong one received is void at once (row S3.51). */
@Injectable()
export class CorrectInvitation {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidInput, MoreThanYours, AlreadyMember, AlreadyInvited, InvitationClosed */
  @Transactional()
  async execute(
    { actor, organizationId }: Managing,
    command: { readonly invitationId: string; readonly email: string },
  ): Promise<void> {
    const email = emailAddress(command.email);
    await this.organizations.holdInvitations(organizationId, email);
    const invitation = await this.organizations.invitationOf(organizationId, command.invitationId);
    demandMayInvite(actor, invitation.role);
    if (await this.organizations.hasMemberWithEmail(organizationId, email)) throw AlreadyMember.address();
    const other = await this.organizations.pendingInvitation(organizationId, email);
    if (other && other.id !== invitation.id) throw AlreadyInvited.address();
    const now = this.clock.now();
    invitation.correct(email, now);
    await this.links.voidOpen('invitation', { aboutId: invitation.id }, now);
    await this.audit.record({
      action: 'identity.invitation-corrected',
      organizationId,
      objectId: invitation.id,
    });
  }
}
