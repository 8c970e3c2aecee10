import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
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

  async bySlug(slug: string): Promise<Organization | null> {
    return this.em.findOne(Organization, { slug });
  }

  /** Makes whoever chooses the same address wait until this transaction ends. */
  async holdSlug(slug: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`slug:${slug}`]);
  }

  async membership(organizationId: OrganizationId, userId: UserId): Promise<Membership | null> {
    return this.em.findOne(Membership, { organizationId, userId, removedAt: null });
  }

  /** The membership in the organization whose sign-in page has this address; null also where the user is no member. */
  async membershipAt(slug: string, userId: UserId): Promise<Membership | null> {
    const organization = await this.bySlug(slug.toLowerCase());
    return organization && this.membership(organization.id, userId);
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

  /** As it stands now, locked. Lock its user first: signing in holds the user while it proves the claim. */
  async lockedKeyHolderOf(licenseId: string): Promise<KeyHolder | null> {
    const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
    return this.em.findOne(KeyHolder, { licenseId }, options);
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

  /** The invitation, locked: of accepting, revoking and correcting at once, one goes first. */
  async invitation(id: string): Promise<Invitation | null> {
    return this.em.findOne(Invitation, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  /** The organization's invitation, locked. @throws NotFound also for one of another organization */
  async invitationOf(organizationId: OrganizationId, id: string): Promise<Invitation> {
    const invitation = await this.invitation(id);
    if (invitation?.organizationId !== organizationId) throw NotFound.of('invitation');
    return invitation;
  }

  /** Makes whoever changes members of this organization wait until this transaction ends. */
  async holdMembers(organizationId: OrganizationId): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `members:${organizationId}`,
    ]);
  }

  /** Makes whoever invites the same address to this organization wait until this transaction ends. */
  async holdInvitations(organizationId: OrganizationId, email: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `invite:${organizationId}:${email}`,
    ]);
  }

  /** The pending invitation of this address with this temporary password, locked; null when there is none. */
  async invitationWithPassword(email: string, temporaryPasswordHash: string): Promise<Invitation | null> {
    return this.em.findOne(
      Invitation,
      { email: email as Invitation['email'], temporaryPasswordHash, status: 'pending' },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
  }

  /** Pending invitations that the user sent for the organization, locked in one order. */
  async invitationsSentBy(of: { organizationId: OrganizationId; userId: UserId }): Promise<Invitation[]> {
    return this.em.find(
      Invitation,
      { organizationId: of.organizationId, invitedBy: of.userId, status: 'pending' },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
  }

  async findMember(organizationId: OrganizationId, id: string): Promise<Membership | null> {
    return this.em.findOne(Membership, { id, organizationId, removedAt: null });
  }

  /** The active membership of that id. @throws NotFound also for one of another organization */
  async member(organizationId: OrganizationId, id: string): Promise<Membership> {
    const membership = await this.findMember(organizationId, id);
    if (!membership) throw NotFound.of('member');
    return membership;
  }

  /** Whether somebody other than this member is an owner who may manage and can sign in. */
  async hasOtherOwner({ organizationId, id }: Membership): Promise<boolean> {
    const rows = await this.em.execute(
      `select 1 from identity.membership m join identity.user u on u.id = m.user_id
        where m.organization_id = ? and m.id <> ? and m.role = 'owner' and m.removed_at is null
          and not 'organization.manage' = any(m.withheld) and u.disabled_at is null limit 1`,
      [organizationId, id],
    );
    return rows.length > 0;
  }

  async pendingInvitation(organizationId: OrganizationId, email: string): Promise<Invitation | null> {
    return this.em.findOne(
      Invitation,
      { organizationId, email: email as Invitation['email'], status: 'pending' },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
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
