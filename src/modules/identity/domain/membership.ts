import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import type { MemberRole } from './roles.js';

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
      joinedAt: now,
      removedAt: null,
    });
    return membership;
  }
}
