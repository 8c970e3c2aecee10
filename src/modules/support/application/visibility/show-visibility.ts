import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type Colleague, People } from '../../../../platform/ports/people.js';
import { everyone, type VisibilityRule } from '../../domain/visibility/visibility.js';

export interface ShownVisibility {
  readonly rule: VisibilityRule;
  /** Who may read requests at all, by name. */
  readonly members: readonly Colleague[];
}

/** Shows an organization's rule, with the members who can be chosen. */
@Injectable()
export class ShowVisibility {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  async execute({ organizationId }: CustomerActor): Promise<ShownVisibility> {
    const [rule, members] = await Promise.all([
      this.ruleOf(organizationId),
      this.people.colleagues(organizationId, 'tickets.read'),
    ]);
    return { rule, members };
  }

  async ruleOf(organizationId: OrganizationId): Promise<VisibilityRule> {
    const rule = await this.database.one<VisibilityRule>(sql`
      select mode, roles, member_ids as "memberIds" from support.visibility
      where organization_id = ${organizationId}`);
    return rule ?? everyone;
  }
}
