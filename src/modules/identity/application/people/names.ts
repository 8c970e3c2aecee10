import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { People, type Person } from '../../../../platform/ports/people.js';

/** How pages name users and organizations. */
@Injectable()
export class Names extends People {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  async users(ids: readonly UserId[]): Promise<Map<UserId, Person>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.many<{ id: UserId } & Person>(sql`
      select id, name, case when staff_role is null then 'customer' else 'staff' end as kind
      from identity.user where id = any(${[...new Set(ids)]}::uuid[])`);
    return new Map(rows.map(({ id, name, kind }) => [id, { name, kind }]));
  }

  async organizations(ids: readonly OrganizationId[]): Promise<Map<OrganizationId, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.many<{ id: OrganizationId; name: string }>(
      sql`select id, name from identity.organization where id = any(${[...new Set(ids)]}::uuid[])`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
