import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { later } from '../../../kernel/clock.js';
import type { EmailAddress } from '../../../kernel/email-address.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { UserInvited } from '../events/user-invited.js';
import { LinkNotUsable } from './identity.errors.js';
import { linkLife } from './one-time-link.js';
import type { MemberRole } from './roles.js';

export type InvitationStatus = 'pending' | 'accepted' | 'revoked';

/** An e-mail address is asked to join an organization. Pending and past `expiresAt` reads as expired. */
@Entity({ schema: 'identity', tableName: 'invitation' })
export class Invitation extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'text' })
  readonly email!: EmailAddress;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text', nullable: true })
  readonly locale!: string | null;

  @Property({ type: 'text' })
  readonly role!: MemberRole;

  @Property({ type: 'text' })
  readonly status!: InvitationStatus;

  @Property({ type: 'uuid', nullable: true })
  readonly invitedBy!: UserId | null;

  @Property({ type: 'uuid', nullable: true })
  readonly acceptedBy!: UserId | null;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly closedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param about.invitedBy null when the portal itself invites, as for a buyer */
  static invite(about: {
    organizationId: OrganizationId;
    email: EmailAddress;
    name: string;
    locale: string | null;
    role: MemberRole;
    invitedBy: UserId | null;
    now: Date;
  }): Invitation {
    const invitation = new Invitation();
    const { now, ...facts } = about;
    change<Invitation>(invitation, {
      id: newId(),
      ...facts,
      status: 'pending',
      acceptedBy: null,
      createdAt: now,
      expiresAt: later(now, linkLife.invitation),
      closedAt: null,
    });
    invitation.send(now);
    return invitation;
  }

  /** Has a mail with a new link sent; the newest link is the only one that works, for 7 days. */
  send(now: Date): void {
    change<Invitation>(this, { expiresAt: later(now, linkLife.invitation) });
    this.raise(UserInvited.of({ invitationId: this.id, organizationId: this.organizationId }, now));
  }

  /** @throws LinkNotUsable unless it is pending */
  accept(userId: UserId, now: Date): void {
    if (this.status !== 'pending') throw LinkNotUsable.of('invitation');
    change<Invitation>(this, { status: 'accepted', acceptedBy: userId, closedAt: now });
  }
}
