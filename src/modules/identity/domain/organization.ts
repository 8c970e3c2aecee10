import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { OrganizationId } from '../../../kernel/ids.js';

export type OrganizationKind = 'company' | 'person';

/** The customer account; a single buyer is an organization of one. */
@Entity({ schema: 'identity', tableName: 'organization' })
export class Organization extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: OrganizationId;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text' })
  readonly kind!: OrganizationKind;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param about.id given by whoever knew the customer first, e.g. the store's order */
  static register(about: {
    id: OrganizationId;
    name: string;
    kind: OrganizationKind;
    now: Date;
  }): Organization {
    const organization = new Organization();
    const { id, name, kind, now } = about;
    change<Organization>(organization, { id, name, kind, createdAt: now });
    return organization;
  }
}
