import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import type { MemberRole } from './roles.js';

export type OrganizationKind = 'company' | 'person';

/** Whether the text can be the organization's part of an address: `/o/<slug>`. */
export const isSlug = (text: string): boolean =>
  text.length >= 3 && text.length <= 40 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

/** The customer account; a single buyer is an organization of one. */
@Entity({ schema: 'identity', tableName: 'organization' })
export class Organization extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: OrganizationId;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text' })
  readonly kind!: OrganizationKind;

  /** Members of these roles set up a second factor before they reach anything else. */
  @Property({ type: 'text[]' })
  readonly secondFactorRoles!: MemberRole[];

  /** The part of the sign-in page's address that the organization chose; null for none. */
  @Property({ type: 'text', nullable: true })
  readonly slug!: string | null;

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
    change<Organization>(organization, { id, name, kind, secondFactorRoles: [], slug: null, createdAt: now });
    return organization;
  }

  /** @param slug null for none; whoever calls made sure that it is one and nobody else's */
  ruleSignIn(secondFactorRoles: readonly MemberRole[], slug: string | null): void {
    change<Organization>(this, { secondFactorRoles: [...new Set(secondFactorRoles)], slug });
  }
}
