import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { InvitationRequestRepository } from '../../persistence/invitation-request.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';

/** Whoever is invited, or again, needs no further answer: their open requests are done. */
@Injectable()
export class AnswerInvitationRequests {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly requests: InvitationRequestRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(invitationId: string): Promise<void> {
    const invitation = await this.organizations.invitation(invitationId);
    if (!invitation) return;
    const { email, organizationId, invitedBy } = invitation;
    await this.requests.answer(email, organizationId, { userId: invitedBy, now: this.clock.now() });
  }
}
