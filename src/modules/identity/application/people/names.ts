import { Injectable } from '@nestjs/common';
import type { CustomerPermission } from '../../../../kernel/actor.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import {
  type Colleague,
  type FoundOrganization,
  People,
  type Person,
} from '../../../../platform/ports/people.js';
import { rolesWith } from '../../domain/roles.js';

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

  async organizationsNamed(words: string, limit: number): Promise<FoundOrganization[]> {
    const text = words.trim();
    if (text === '') return [];
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    return this.database.many<FoundOrganization>(sql`
      select id, name from identity.organization where name ilike ${pattern}
      order by lower(name), id limit ${limit}`);
  }

  async organizationsCalled(names: readonly string[]): Promise<Map<string, readonly OrganizationId[]>> {
    if (names.length === 0) return new Map();
    const asked = [...new Set(names.map((name) => name.toLowerCase()))];
    const rows = await this.database.many<{ name: string; ids: OrganizationId[] }>(sql`
      select lower(name) as name, array_agg(id) as ids from identity.organization
      where lower(name) = any(${asked}) group by lower(name)`);
    return new Map(rows.map(({ name, ids }) => [name, ids]));
  }

  async organizationsOf(addresses: readonly string[]): Promise<Map<string, readonly OrganizationId[]>> {
    if (addresses.length === 0) return new Map();
    const asked = [...new Set(addresses.map((address) => address.toLowerCase()))];
    const rows = await this.database.many<{ email: string; ids: OrganizationId[] }>(sql`
      select lower(u.email) as email, array_agg(distinct m.organization_id) as ids
      from identity.user u join identity.membership m on m.user_id = u.id and m.removed_at is null
      where lower(u.email) = any(${asked}) and u.email_verified_at is not null
      group by lower(u.email)`);
    return new Map(rows.map(({ email, ids }) => [email, ids]));
  }

  async organizationsWithDomains(domains: readonly string[]): Promise<Map<string, OrganizationId>> {
    if (domains.length === 0) return new Map();
    const asked = [...new Set(domains.map((domain) => domain.toLowerCase()))];
    const rows = await this.database.many<{ domain: string; id: OrganizationId }>(sql`
      select domain, organization_id as id from identity.organization_domain
      where domain = any(${asked}) and verified_at is not null`);
    return new Map(rows.map(({ domain, id }) => [domain, id]));
  }

  colleagues(organizationId: OrganizationId, permission: CustomerPermission): Promise<Colleague[]> {
    return this.database.many<Colleague>(sql`
      select u.id, u.name, m.role from identity.user u
        join identity.membership m on m.user_id = u.id and m.removed_at is null
      where m.organization_id = ${organizationId}
        and (m.role = any(${rolesWith(permission)}::text[]) or ${permission}::text = any(m.granted))
        and not ${permission}::text = any(m.withheld) and u.disabled_at is null
      order by lower(u.name), u.id`);
  }
}
