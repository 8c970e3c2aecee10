import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { parseEmailAddress } from '../../../../kernel/email-address.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Orders } from '../../../orders/index.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';
import { InviteMember } from './invite-member.js';
import { RegisterOrganization } from './register-organization.js';

/** Sees to it that who bought can come in: the organization exists, and its buyer is a member or invited as owner. */
@Injectable()
export class WelcomeBuyer {
  constructor(
    readonly em: EntityManager,
    private readonly orders: Orders,
    private readonly register: RegisterOrganization,
    private readonly organizations: OrganizationRepository,
    private readonly invite: InviteMember,
  ) {}

  @Transactional()
  async execute(command: {
    readonly orderId: string;
    readonly organizationId: OrganizationId;
  }): Promise<void> {
    const { orderId, organizationId } = command;
    const buyer = await this.orders.buyerOf(orderId);
    if (!buyer) return;
    await this.register.execute({ id: organizationId, name: buyer.organizationName });
    const email = parseEmailAddress(buyer.email);
    if (!email || (await this.isKnown(organizationId, email))) return;
    const { name, locale } = buyer;
    await this.invite.execute({ organizationId, email, name, locale, role: 'owner', invitedBy: null });
  }

  private async isKnown(organizationId: OrganizationId, email: string): Promise<boolean> {
    return (
      (await this.organizations.hasMemberWithEmail(organizationId, email)) ||
      (await this.organizations.pendingInvitation(organizationId, email)) !== null
    );
  }
}
