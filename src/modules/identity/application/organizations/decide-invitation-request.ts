import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { demandMayInvite } from '../../domain/organization.policy.js';
import type { MemberRole } from '../../domain/roles.js';
import { InvitationRequestRepository } from '../../persistence/invitation-request.repository.js';
import { InviteMember } from './invite-member.js';
import type { Managing } from './managing.js';

/** Answers a request for an invitation, once: approving invites the address. */
@Injectable()
export class DecideInvitationRequest {
  constructor(
    readonly em: EntityManager,
    private readonly requests: InvitationRequestRepository,
    private readonly inviteMember: InviteMember,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, MoreThanYours, RequestDecided, AlreadyMember */
  @Transactional()
  async approve(
    { actor, organizationId }: Managing,
    command: { readonly requestId: string; readonly role: MemberRole },
  ): Promise<void> {
    const { requestId, role } = command;
    demandMayInvite(actor, role);
    const request = await this.requests.of(organizationId, requestId);
    request.decide('approved', actor.userId, this.clock.now());
    const { email, name, locale } = request;
    const invitedBy = actor.userId;
    await this.inviteMember.execute({ organizationId, email, name, locale, role, invitedBy });
  }

  /** Nobody is told. @param of.organizationId null for those that staff decide @throws NotFound, RequestDecided */
  @Transactional()
  async decline(
    of: { readonly actor: SignedIn; readonly organizationId: OrganizationId | null },
    requestId: string,
  ): Promise<void> {
    const { actor, organizationId } = of;
    const request = await this.requests.of(organizationId, requestId);
    request.decide('declined', actor.userId, this.clock.now());
    const action = 'identity.invitation-request-declined';
    await this.audit.record({ action, organizationId, objectId: requestId });
  }
}
