import { Injectable } from '@nestjs/common';
import type { CustomerPermission } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { decodeCursor, type Listing, type ListQuery, pageOf } from '../../../../platform/http/paging.js';
import type { MemberRole } from '../../domain/roles.js';

/** A member as managers of the organization see them. `id` is the membership's. */
export interface ListedMember {
  readonly id: string;
  readonly userId: UserId;
  readonly name: string;
  readonly email: string | null;
  readonly username: string | null;
  readonly role: MemberRole;
  readonly granted: readonly CustomerPermission[];
  readonly withheld: readonly CustomerPermission[];
  readonly secondFactor: boolean;
  readonly disabled: boolean;
  readonly joinedAt: Date;
  /** In this organization; null when never since their sessions are forgotten. */
  readonly lastSeenAt: Date | null;
}

const member = sql`
  select m.id, u.id as "userId", u.name, u.email, u.username, m.role, m.granted, m.withheld,
    u.totp_since is not null or exists (select 1 from identity.passkey p where p.user_id = u.id) as "secondFactor",
    u.disabled_at is not null as disabled, m.joined_at as "joinedAt",
    (select max(s.last_seen_at) from identity.session s
      where s.user_id = u.id and s.organization_id = m.organization_id) as "lastSeenAt"
  from identity.membership m join identity.user u on u.id = m.user_id`;

/** Active members of an organization, by name. */
@Injectable()
export class ListMembers {
  constructor(private readonly database: ReadDatabase) {}

  async execute(organizationId: OrganizationId, query: ListQuery): Promise<Listing<ListedMember>> {
    const { limit, cursor } = query;
    const after = decodeCursor(cursor);
    const rest = after ? sql`and (lower(u.name), m.id) > (${after.key}, ${after.id}::uuid)` : nothing;
    const rows = await this.database.many<ListedMember>(sql`${member}
      where ${this.active(organizationId)} ${rest} order by lower(u.name), m.id limit ${limit + 1}`);
    return pageOf(rows, limit, ({ name }) => name.toLowerCase());
  }

  /** @throws NotFound also for a member of another organization */
  async one(organizationId: OrganizationId, id: string): Promise<ListedMember> {
    const found = await this.database.one<ListedMember>(
      sql`${member} where ${this.active(organizationId)} and m.id = ${id}`,
    );
    if (!found) throw NotFound.of('member');
    return found;
  }

  /** Everybody else, to choose a colleague from; at most 200. */
  colleaguesOf(organizationId: OrganizationId, id: string): Promise<ListedMember[]> {
    return this.database.many<ListedMember>(sql`${member}
      where ${this.active(organizationId)} and m.id <> ${id} and u.disabled_at is null
      order by lower(u.name), m.id limit 200`);
  }

  private active(organizationId: OrganizationId): Statement {
    return sql`m.organization_id = ${organizationId} and m.removed_at is null`;
  }
}
