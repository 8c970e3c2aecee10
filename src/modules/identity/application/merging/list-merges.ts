import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';
import { tokenHash } from '../../domain/secrets.js';

/** An open question whether an account becomes one with the actor's. */
export interface OpenMerge {
  readonly id: string;
  /** Who asks; null while the actor does, who is not told whether somebody is meant. */
  readonly otherName: string | null;
  readonly otherLogin: string | null;
  readonly proposedByStaff: boolean;
  /** True once the actor agreed; the other has to. */
  readonly agreed: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Open merges: of the person who asks, of a mailed link, and whom to tell. */
@Injectable()
export class ListMerges {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  execute(actor: SignedIn): Promise<OpenMerge[]> {
    return this.database.many<OpenMerge>(sql`
      select m.id, case when asked then null else o.name end as "otherName",
        case when asked then null else coalesce(o.email, o.username) end as "otherLogin",
        m.proposed_by is not null as "proposedByStaff", m.created_at as "createdAt",
        m.expires_at as "expiresAt", mine is not null as agreed
      from identity.account_merge m
        cross join lateral (select
          m.first_id = ${actor.userId} and m.proposed_by is null as asked,
          case when m.first_id = ${actor.userId} then m.second_id else m.first_id end as other_id,
          case when m.first_id = ${actor.userId} then m.first_consented_at else m.second_consented_at end as mine
        ) side
        left join identity.user o on o.id = side.other_id
      where ${actor.userId} in (m.first_id, m.second_id) and m.outcome is null
        and m.expires_at > ${this.clock.now()}
      order by m.created_at desc, m.id desc limit 20`);
  }

  /** What the link asks, without using it up (ruling C9); null when it is over. */
  byLink(token: string): Promise<{ readonly otherName: string; readonly otherLogin: string | null } | null> {
    return this.database.one(sql`
      select o.name as "otherName", coalesce(o.email, o.username) as "otherLogin"
      from identity.one_time_link l
        join identity.account_merge m on m.id = l.about_id and m.outcome is null
        join identity.user o on o.id = case when l.subject ->> 'userId' = m.first_id::text
          then m.second_id else m.first_id end
      where l.purpose = 'merge' and l.token_hash = ${tokenHash(token)} and l.used_at is null
        and l.voided_at is null and l.expires_at > ${this.clock.now()}`);
  }

  /** The accounts that have not agreed and have an address. */
  toBeAsked(mergeId: string): Promise<Recipient[]> {
    return this.database.many<Recipient & { userId: UserId }>(sql`
      select u.id as "userId", u.name, u.email, coalesce(u.locale, 'en') as locale, u.time_zone as "timeZone"
      from identity.account_merge m join identity.user u
        on (u.id = m.first_id and m.first_consented_at is null)
          or (u.id = m.second_id and m.second_consented_at is null)
      where m.id = ${mergeId} and m.outcome is null and u.email is not null and u.disabled_at is null`);
  }
}
