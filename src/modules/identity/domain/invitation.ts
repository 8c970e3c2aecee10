import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later, minute } from '../../../kernel/clock.js';
import type { EmailAddress } from '../../../kernel/email-address.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { UserInvited } from '../events/user-invited.js';
import { LinkNotUsable } from './identity.errors.js';
import { linkLife } from './one-time-link.js';
import { InvitationClosed } from './organization.errors.js';
import type { MemberRole } from './roles.js';

export type InvitationStatus = 'pending' | 'accepted' | 'revoked';

/** A one-time link, or, only where somebody chose so, a temporary password (ruling C7). */
export const invitationWays = ['link', 'temporary-password'] as const;
export type InvitationWay = (typeof invitationWays)[number];

/** What whoever invites says of the person. */
export interface InvitationWords {
  readonly email: EmailAddress;
  readonly name: string;
  readonly locale: string | null;
  readonly role: MemberRole;
  readonly message: string | null;
  readonly way: InvitationWay;
}

const lifeOf: Record<InvitationWay, number> = { link: linkLife.invitation, 'temporary-password': day };

/** How long the step that sets a password stays open once the temporary one was given. */
export const firstStepMs = 15 * minute;

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

  /** What whoever invited wrote to the person. */
  @Property({ type: 'text', nullable: true })
  readonly message!: string | null;

  @Property({ type: 'text' })
  readonly way!: InvitationWay;

  @Property({ type: 'datetime', length: 3 })
  readonly sentAt!: Date;

  @Property({ type: 'text', nullable: true, hidden: true })
  readonly temporaryPasswordHash!: string | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly temporaryPasswordExpiresAt!: Date | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly temporaryPasswordUsedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param about.invitedBy null when the portal itself invites, as for a buyer */
  static invite(
    about: InvitationWords & { organizationId: OrganizationId; invitedBy: UserId | null; now: Date },
  ): Invitation {
    const invitation = new Invitation();
    const { organizationId, invitedBy, now, ...words } = about;
    change<Invitation>(invitation, {
      id: newId(),
      organizationId,
      invitedBy,
      status: 'pending',
      acceptedBy: null,
      createdAt: now,
      closedAt: null,
    });
    invitation.renew(words, now);
    return invitation;
  }

  /** Says anew whom, as what and how, and sends it. @throws InvitationClosed unless it is pending */
  renew(words: InvitationWords, now: Date): void {
    const { email, name, locale, role, message, way } = words;
    change<Invitation>(this, { email, name, locale, role, message, way });
    this.send(now);
  }

  /**
   * Has a mail with a new secret sent, also when it expired: the newest is the only one that works, a link for 7 days,
   * a temporary password for 24 hours. @throws InvitationClosed unless it is pending
   */
  send(now: Date): void {
    this.demandPending();
    change<Invitation>(this, { sentAt: now, expiresAt: later(now, lifeOf[this.way]) });
    this.forgetTemporaryPassword();
    this.raise(UserInvited.of({ invitationId: this.id, organizationId: this.organizationId }, now));
  }

  /** Sends it to the right address instead; what the wrong one received is void. @throws InvitationClosed */
  correct(email: EmailAddress, now: Date): void {
    change<Invitation>(this, { email });
    this.send(now);
  }

  /** @throws InvitationClosed unless it is pending */
  revoke(now: Date): void {
    this.demandPending();
    change<Invitation>(this, { status: 'revoked', closedAt: now });
    this.forgetTemporaryPassword();
  }

  /** @throws LinkNotUsable unless it is pending */
  accept(userId: UserId, now: Date): void {
    if (this.status !== 'pending') throw LinkNotUsable.of('invitation');
    change<Invitation>(this, { status: 'accepted', acceptedBy: userId, closedAt: now });
    this.forgetTemporaryPassword();
  }

  /** The hash of the temporary password that is being mailed; the one before is void. Until when it works. */
  keepTemporaryPassword(hash: string, now: Date): Date {
    const until = later(now, lifeOf['temporary-password']);
    change<Invitation>(this, {
      temporaryPasswordHash: hash,
      temporaryPasswordExpiresAt: until,
      temporaryPasswordUsedAt: null,
    });
    return until;
  }

  /** Takes the temporary password, once. False when it is over. */
  useTemporaryPassword(now: Date): boolean {
    const { temporaryPasswordExpiresAt: until, temporaryPasswordUsedAt: used } = this;
    if (this.status !== 'pending' || used !== null || until === null || until <= now) return false;
    change<Invitation>(this, { temporaryPasswordUsedAt: now });
    return true;
  }

  private forgetTemporaryPassword(): void {
    change<Invitation>(this, { temporaryPasswordHash: null, temporaryPasswordExpiresAt: null });
  }

  private demandPending(): void {
    if (this.status !== 'pending') throw InvitationClosed.already();
  }
}
