import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { Invitation } from '../../domain/invitation.js';
import type { MemberRole } from '../../domain/roles.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Invites an address to an organization. A pending invitation is sent again, with a new link that voids the old. */
@Injectable()
export class InviteMember {
  constructor(
    private readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is no such organization. @throws InvalidInput naming `email` */
  @Transactional()
  async execute(command: {
    readonly organizationId: OrganizationId;
    readonly email: string;
    readonly name: string;
    readonly locale: string | null;
    readonly role: MemberRole;
    readonly invitedBy: UserId | null;
  }): Promise<{ readonly invitationId: string }> {
    const { organizationId } = command;
    const email = emailAddress(command.email);
    if (!(await this.organizations.find(organizationId))) throw NotFound.of('organization');
    await this.users.hold(`invite:${organizationId}:${email}`);
    const now = this.clock.now();
    const pending = await this.organizations.pendingInvitation(organizationId, email);
    if (pending) {
      pending.send(now);
      return { invitationId: pending.id };
    }
    const invitation = Invitation.invite({ ...command, name: command.name.slice(0, 120), email, now });
    this.em.persist(invitation);
    return { invitationId: invitation.id };
  }
}
