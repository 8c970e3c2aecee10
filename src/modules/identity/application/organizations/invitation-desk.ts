import { Injectable } from '@nestjs/common';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { demandMayInvite } from '../../domain/organization.policy.js';
import { CorrectInvitation } from './correct-invitation.js';
import { type Invite, InviteMember } from './invite-member.js';
import type { Managing } from './managing.js';
import { ResendInvitation } from './resend-invitation.js';
import { RevokeInvitation } from './revoke-invitation.js';

// Mails to addresses that somebody types: enough for a department, too few for a campaign.
const perOrganization = declareLimit({ name: 'identity.invitations', points: 60, perSeconds: 3_600 });

/** What managers and staff do with invitations; each mail counts against the organization's hour. */
@Injectable()
export class InvitationDesk {
  constructor(
    private readonly limits: RateLimits,
    private readonly inviteMember: InviteMember,
    private readonly resendInvitation: ResendInvitation,
    private readonly correctInvitation: CorrectInvitation,
    private readonly revokeInvitation: RevokeInvitation,
  ) {}

  /** @throws MoreThanYours, InvalidInput, AlreadyMember, NotFound, TooManyAttempts */
  async invite(managing: Managing, invite: Invite): Promise<{ readonly invitationId: string }> {
    const { actor, organizationId } = managing;
    demandMayInvite(actor, invite.role);
    await this.limits.consume(perOrganization, organizationId);
    return this.inviteMember.execute({ ...invite, organizationId, invitedBy: actor.userId });
  }

  /** @throws NotFound, MoreThanYours, InvitationClosed, TooManyAttempts */
  async resend(managing: Managing, invitationId: string): Promise<void> {
    await this.limits.consume(perOrganization, managing.organizationId);
    await this.resendInvitation.execute(managing, invitationId);
  }

  /** @throws NotFound, InvalidInput, MoreThanYours, AlreadyMember, AlreadyInvited, InvitationClosed, TooManyAttempts */
  async correct(
    managing: Managing,
    command: { readonly invitationId: string; readonly email: string },
  ): Promise<void> {
    await this.limits.consume(perOrganization, managing.organizationId);
    await this.correctInvitation.execute(managing, command);
  }

  /** @throws NotFound, MoreThanYours, InvitationClosed */
  async revoke(managing: Managing, invitationId: string): Promise<void> {
    await this.revokeInvitation.execute(managing, invitationId);
  }
}
