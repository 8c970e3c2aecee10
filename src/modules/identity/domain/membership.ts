import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { CustomerPermission } from '../../../kernel/actor.js';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { MemberLeft } from '../events/member-left.js';
import { type Exceptions, type MemberRole, permissionsOf, permissionsWith } from './roles.js';

/** A user's place in an organization. A removed one stays, so that history keeps its names. */
@Entity({ schema: 'identity', tableName: 'membership' })
export class Membership extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'text' })
  readonly role!: MemberRole;

  /** Permissions beside those of the role. */
  @Property({ type: 'text[]' })
  readonly granted!: CustomerPermission[];

  /** Permissions of the role that this member does not have. */
  @Property({ type: 'text[]' })
  readonly withheld!: CustomerPermission[];

  @Property({ type: 'datetime', length: 3 })
  readonly joinedAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly removedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static join(about: {
    organizationId: OrganizationId;
    userId: UserId;
    role: MemberRole;
    now: Date;
  }): Membership {
    const membership = new Membership();
    const { organizationId, userId, role, now } = about;
    change<Membership>(membership, {
      id: newId(),
      organizationId,
      userId,
      role,
      granted: [],
      withheld: [],
      joinedAt: now,
      removedAt: null,
    });
    return membership;
  }

  get permissions(): ReadonlySet<CustomerPermission> {
    return permissionsWith(this.role, this);
  }

  /** True for an owner who may manage: one of these must remain. */
  get keepsOrganization(): boolean {
    return this.role === 'owner' && !this.withheld.includes('organization.manage');
  }

  /** Exceptions that mean nothing beside the new role are forgotten. */
  giveRole(role: MemberRole): void {
    const { granted, withheld } = this;
    change<Membership>(this, { role });
    this.except({ granted, withheld });
  }

  /** Replaces the exceptions; granting what the role has, or withholding what it lacks, is left out. */
  except({ granted, withheld }: Exceptions): void {
    const ofRole = permissionsOf(this.role);
    change<Membership>(this, {
      granted: [...new Set(granted)].filter((permission) => !ofRole.has(permission)),
      withheld: [...new Set(withheld)].filter((permission) => ofRole.has(permission)),
    });
  }

  /** Ends the membership and tells the fact, so that every module lets go. @param successorId takes over what is open */
  leave(successorId: UserId | null, now: Date): void {
    change<Membership>(this, { removedAt: now });
    const { organizationId, userId } = this;
    this.raise(MemberLeft.of({ organizationId, userId, successorId }, now));
  }
}
