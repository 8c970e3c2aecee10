import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';

/** A customer in a list. */
export interface OrganizationSummary {
  readonly id: OrganizationId;
  readonly name: string;
  readonly kind: 'company' | 'person';
  readonly createdAt: Date;
  /** Active members; key holders do not count. */
  readonly members: number;
}

/** Somebody who belongs to an organization, or is invited to. */
export interface OrganizationMember {
  /** Null while invited. */
  readonly userId: UserId | null;
  readonly name: string;
  readonly email: string | null;
  readonly username: string | null;
  /** A member's role, or `key-holder`. */
  readonly role: string;
  readonly state: 'active' | 'provisional' | 'disabled' | 'invited' | 'invitation-expired';
  readonly since: Date;
  readonly lastSeenAt: Date | null;
}

const summary = sql`
  select o.id, o.name, o.kind, o.created_at as "createdAt",
    (select count(*) from identity.membership m
      where m.organization_id = o.id and m.removed_at is null) as members
  from identity.organization o`;

/** What administration may ask of identity. It checks no permission. */
@Injectable()
export class Identity {
  constructor(private readonly database: ReadDatabase) {}

  /** The organization, or null. */
  organization(id: OrganizationId): Promise<OrganizationSummary | null> {
    return this.database.one<OrganizationSummary>(sql`${summary} where o.id = ${id}`);
  }

  /**
   * Organizations by name; the query matches a part of the name, or of a member's name, e-mail address or username.
   * @param query empty for all
   * @param limit at most 200
   */
  searchOrganizations(query: string, limit: number): Promise<OrganizationSummary[]> {
    const text = query.trim().slice(0, 200);
    const condition = text === '' ? sql`true` : matches(`%${text.replace(/[\\%_]/g, '\\$&')}%`);
    return this.database.many<OrganizationSummary>(sql`${summary}
      where ${condition} order by lower(o.name), o.id limit ${Math.min(limit, 200)}`);
  }

  /** Members, key holders and open invitations, oldest first. */
  membersOf(organizationId: OrganizationId): Promise<OrganizationMember[]> {
    return this.database.many<OrganizationMember>(sql`
      select * from (
        select u.id as "userId", u.name, u.email, u.username, m.role,
          case when u.disabled_at is null then 'active' else 'disabled' end as state, m.joined_at as since,
          (select max(s.last_seen_at) from identity.session s where s.user_id = u.id) as "lastSeenAt"
        from identity.membership m join identity.user u on u.id = m.user_id
        where m.organization_id = ${organizationId} and m.removed_at is null
        union all
        select u.id, u.name, u.email, u.username, 'key-holder',
          case when u.disabled_at is not null then 'disabled'
            when k.proved_at is null or k.proved_at > now() then 'provisional' else 'active' end, k.claimed_at,
          (select max(s.last_seen_at) from identity.session s where s.user_id = u.id)
        from identity.key_holder k join identity.user u on u.id = k.user_id
        where k.organization_id = ${organizationId}
        union all
        select null, i.name, i.email, null, i.role,
          case when i.expires_at > now() then 'invited' else 'invitation-expired' end, i.created_at, null
        from identity.invitation i
        where i.organization_id = ${organizationId} and i.status = 'pending'
      ) people order by since, name limit 1000`);
  }
}

function matches(pattern: string): Statement {
  return sql`(o.name ilike ${pattern} or exists (
    select 1 from identity.membership m join identity.user u on u.id = m.user_id
    where m.organization_id = o.id and m.removed_at is null
      and (u.name ilike ${pattern} or u.email ilike ${pattern} or u.username ilike ${pattern})))`;
}
