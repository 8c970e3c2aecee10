import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { Invitation } from '../domain/invitation.js';
import { KeyHolder } from '../domain/key-holder.js';
import { Membership } from '../domain/membership.js';
import { Organization } from '../domain/organization.js';

/** Organizations and who belongs to them. */
@Injectable()
export class OrganizationRepository {
  constructor(private readonly em: EntityManager) {}

  async find(id: OrganizationId): Promise<Organization | null> {
    return this.em.findOne(Organization, { id });
  }

  async membership(organizationId: OrganizationId, userId: UserId): Promise<Membership | null> {
    return this.em.findOne(Membership, { organizationId, userId, removedAt: null });
  }

  /** The membership that a sign-in without a choice acts for: the oldest. */
  async firstMembership(userId: UserId): Promise<Membership | null> {
    return this.em.findOne(
      Membership,
      { userId, removedAt: null },
      { orderBy: { joinedAt: 'asc', id: 'asc' } },
    );
  }

  async keyHolderOf(licenseId: string): Promise<KeyHolder | null> {
    return this.em.findOne(KeyHolder, { licenseId });
  }

  async keyHolder(id: string): Promise<KeyHolder | null> {
    return this.em.findOne(KeyHolder, { id });
  }

  async keyHolderOfUser(userId: UserId): Promise<KeyHolder | null> {
    return this.em.findOne(KeyHolder, { userId }, { orderBy: { claimedAt: 'asc' } });
  }

  async invitation(id: string): Promise<Invitation | null> {
    return this.em.findOne(Invitation, { id });
  }

  async pendingInvitation(organizationId: OrganizationId, email: string): Promise<Invitation | null> {
    return this.em.findOne(Invitation, {
      organizationId,
      email: email as Invitation['email'],
      status: 'pending',
    });
  }

  async hasMemberWithEmail(organizationId: OrganizationId, email: string): Promise<boolean> {
    const rows = await this.em.execute(
      `select 1 from identity.membership m join identity.user u on u.id = m.user_id
        where m.organization_id = ? and m.removed_at is null and lower(u.email) = ?`,
      [organizationId, email.toLowerCase()],
    );
    return rows.length > 0;
  }
}
