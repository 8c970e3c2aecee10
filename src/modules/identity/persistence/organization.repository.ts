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

  /** Remembers that the key holder came in from this installation, which a launch may then speak for. */
  async rememberInstallation(keyHolderId: string, installationId: string, now: Date): Promise<void> {
    await this.em.execute(
      `insert into identity.known_installation (key_holder_id, installation_id, known_since) values (?, ?, ?)
       on conflict do nothing`,
      [keyHolderId, installationId, now],
    );
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
