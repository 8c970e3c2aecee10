import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import type { OrganizationId } from '../../../../kernel/ids.js';

/** Who of an organization sees requests that are not their own (row SU-2). */
export const visibilityModes = ['everyone', 'own', 'roles', 'members'] as const;
export type VisibilityMode = (typeof visibilityModes)[number];

/** The rule as it is decided by: roles count in the mode `roles`, members in the mode `members`. */
export interface VisibilityRule {
  readonly mode: VisibilityMode;
  readonly roles: readonly string[];
  readonly memberIds: readonly string[];
}

/** What holds until the owners of an organization decide. */
export const everyone: VisibilityRule = { mode: 'everyone', roles: [], memberIds: [] };

/** What an organization's owners decided. */
@Entity({ schema: 'support', tableName: 'visibility' })
export class Visibility extends AggregateRoot implements VisibilityRule {
  @PrimaryKey({ type: 'uuid' })
  readonly organizationId: OrganizationId;
  @Property({ type: 'text' })
  readonly mode: VisibilityMode = everyone.mode;
  @Property({ type: 'text[]' })
  readonly roles: string[] = [];
  @Property({ type: 'uuid[]' })
  readonly memberIds: string[] = [];
  @Property({ version: true, type: 'integer' })
  readonly version: number = 1;

  private constructor(organizationId: OrganizationId) {
    super();
    this.organizationId = organizationId;
  }

  static of(organizationId: OrganizationId): Visibility {
    return new Visibility(organizationId);
  }

  /** Keeps only what the mode asks for, so that nothing forgotten comes back with another mode. */
  rule({ mode, roles, memberIds }: VisibilityRule): void {
    change<Visibility>(this, {
      mode,
      roles: mode === 'roles' ? [...new Set(roles)] : [],
      memberIds: mode === 'members' ? [...new Set(memberIds)] : [],
    });
  }
}
