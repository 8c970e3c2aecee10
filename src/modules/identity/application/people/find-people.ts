import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { decodeCursor, type Listing, type ListQuery, pageOf } from '../../../../platform/http/paging.js';
import { Licensing } from '../../../licensing/index.js';
import { visibleTo } from './visible-people.js';

export const personStates = ['active', 'provisional', 'disabled', 'closed'] as const;
export type PersonState = (typeof personStates)[number];

/** Somebody in the list of people. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly username: string | null;
  readonly kind: 'customer' | 'staff';
  readonly state: PersonState;
  /** Names of the organizations that the person belongs to, or whose license the person holds. */
  readonly organizations: readonly string[];
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
}

export type PeopleQuery = ListQuery & { readonly query: string; readonly organizationId?: string };

/** How an account stands, in one word. */
export const stateOfPerson = (now: Date): Statement => sql`
  case when u.merged_into is not null then 'closed'
    when u.disabled_at is not null then 'disabled'
    when u.staff_role is null and exists (select 1 from identity.key_holder k
        where k.user_id = u.id and (k.proved_at is null or k.proved_at > ${now}))
      and not exists (select 1 from identity.membership m where m.user_id = u.id and m.removed_at is null)
      then 'provisional'
    else 'active' end`;

/** Finds users by what people know of them: name, address, username, serial number, organization. */
@Injectable()
export class FindPeople {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
    private readonly clock: Clock,
  ) {}

  /** By name. @throws InvalidInput naming `cursor` */
  async execute(actor: StaffActor, query: PeopleQuery): Promise<Listing<ListedPerson>> {
    const { limit, cursor, organizationId } = query;
    const after = decodeCursor(cursor);
    const beyond = after ? sql`and (lower(u.name), u.id) > (${after.key}, ${after.id}::uuid)` : nothing;
    const ofOne =
      organizationId === undefined ? nothing : sql`and ${belongsTo(sql`${organizationId}::uuid`)}`;
    const words = await this.matching(query.query.trim());
    const rows = await this.database.many<ListedPerson & { sortKey: string }>(sql`
      select u.id, u.name, u.email, u.username, u.created_at as "createdAt", lower(u.name) as "sortKey",
        case when u.staff_role is null then 'customer' else 'staff' end as kind,
        ${stateOfPerson(this.clock.now())} as state,
        array(select o.name from identity.organization o where ${belongsTo(sql`o.id`)} order by o.name limit 5)
          as organizations,
        (select max(s.last_seen_at) from identity.session s where s.user_id = u.id) as "lastSeenAt"
      from identity.user u
      where ${visibleTo(actor)} ${ofOne} and ${words} ${beyond}
      order by lower(u.name), u.id limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => row.sortKey);
  }

  private async matching(text: string): Promise<Statement> {
    if (text === '') return sql`true`;
    const license = await this.licensing.bySerial(text);
    if (license) {
      return sql`(exists (select 1 from identity.key_holder k
          where k.user_id = u.id and k.license_id = ${license.licenseId})
        or exists (select 1 from identity.membership m
          where m.user_id = u.id and m.removed_at is null and m.organization_id = ${license.organizationId}))`;
    }
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    return sql`(u.name ilike ${pattern} or u.email ilike ${pattern} or u.username ilike ${pattern}
      or u.pending_email ilike ${pattern}
      or exists (select 1 from identity.organization o where o.name ilike ${pattern} and ${belongsTo(sql`o.id`)}))`;
  }
}

const belongsTo = (organizationId: Statement): Statement => sql`(
  exists (select 1 from identity.membership m
    where m.user_id = u.id and m.removed_at is null and m.organization_id = ${organizationId})
  or exists (select 1 from identity.key_holder k
    where k.user_id = u.id and k.organization_id = ${organizationId}))`;
