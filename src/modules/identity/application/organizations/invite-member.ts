import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { Invitation, type InvitationWay } from '../../domain/invitation.js';
import { AlreadyMember } from '../../domain/organization.errors.js';
import type { MemberRole } from '../../domain/roles.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';

/** Whom to invite, as what and how. */
export interface Invite {
  readonly email: string;
  readonly name: string;
  readonly locale: string | null;
  readonly role: MemberRole;
  readonly message?: string | null;
  /** A link, unless told. */
  readonly way?: InvitationWay;
}

/** Invites an address to an organization. A pending invitation is sent again, with a new link that voids the old. */
@Injectable()
export class InviteMember {
  constructor(
    private readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is no such organization. @throws InvalidInput naming `email`. @throws AlreadyMember */
  @Transactional()
  async execute(
    command: Invite & { readonly organizationId: OrganizationId; readonly invitedBy: UserId | null },
  ): Promise<{ readonly invitationId: string }> {
    const { organizationId, invitedBy, ...invite } = command;
    const email = emailAddress(command.email);
    if (!(await this.organizations.find(organizationId))) throw NotFound.of('organization');
    await this.organizations.holdInvitations(organizationId, email);
    if (await this.organizations.hasMemberWithEmail(organizationId, email)) throw AlreadyMember.address();
    const name = invite.name.slice(0, 120);
    const { locale, role, message = null, way = 'link' } = invite;
    const words = { email, name, locale, role, message, way };
    const invitationId = await this.send({ organizationId, invitedBy, words });
    const details = { role, way };
    const action = 'identity.member-invited';
    await this.audit.record({ action, organizationId, objectId: invitationId, details });
    return { invitationId };
  }

  private async send(about: {
    readonly organizationId: OrganizationId;
    readonly invitedBy: UserId | null;
    readonly words: Parameters<Invitation['renew']>[0];
  }): Promise<string> {
    const { organizationId, invitedBy, words } = about;
    const now = this.clock.now();
    const pending = await this.organizations.pendingInvitation(organizationId, words.email);
    if (pending) {
      pending.renew(words, now);
      await this.links.voidOpen('invitation', { aboutId: pending.id }, now);
      return pending.id;
    }
    const invitation = Invitation.invite({ ...words, organizationId, invitedBy, now });
    this.em.persist(invitation);
    return invitation.id;
  }
}
