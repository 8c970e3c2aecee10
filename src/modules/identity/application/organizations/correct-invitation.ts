import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { emailAddress } from '../../../../kernel/email-address.js';
import { AlreadyInvited, AlreadyMember } from '../../domain/organization.errors.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { ChangeInvitation } from './change-invitation.js';
import type { Managing } from './managing.js';

/** Sends an invitation to the right address; what the wrong one received is void at once (row S3.51). */
@Injectable()
export class CorrectInvitation {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly change: ChangeInvitation,
  ) {}

  /** @throws NotFound, InvalidInput, MoreThanYours, AlreadyMember, AlreadyInvited, InvitationClosed */
  @Transactional()
  async execute(
    managing: Managing,
    command: { readonly invitationId: string; readonly email: string },
  ): Promise<void> {
    const { organizationId } = managing;
    const email = emailAddress(command.email);
    await this.organizations.holdInvitations(organizationId, email);
    await this.change.execute(managing, command.invitationId, {
      action: 'identity.invitation-corrected',
      verb: async (invitation, now) => {
        if (await this.organizations.hasMemberWithEmail(organizationId, email)) throw AlreadyMember.address();
        const other = await this.organizations.pendingInvitation(organizationId, email);
        if (other && other.id !== invitation.id) throw AlreadyInvited.address();
        invitation.correct(email, now);
      },
    });
  }
}
