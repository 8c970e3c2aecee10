import { Injectable } from '@nestjs/common';
import { nothing, ReadDatabase, sql } from '../database/read-database.js';
import { decodeInstantCursor, type Listing, type ListQuery, pageOf } from '../http/paging.js';

/** An entry of the audit log as the person it is about may read it. */
export interface TrailEntry {
  readonly id: string;
  readonly at: Date;
  /** Module and past fact, e.g. `identity.password-changed`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  /** `visitor`: nobody was signed in, as with every sign-in. */
  readonly by: 'you' | 'somebody' | 'staff' | 'visitor' | 'portal';
  /** Null when it is forgotten, or a colleague's. */
  readonly network: string | null;
  readonly userAgent: string | null;
}

/** Reads the audit log. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: ReadDatabase) {}

  /** What happened to a user's account, the newest first. @throws InvalidInput naming `cursor` */
  async about(userId: string, { limit, cursor }: ListQuery): Promise<Listing<TrailEntry>> {
    const after = decodeInstantCursor(cursor);
    const beyond = after ? sql`and (at, id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const rows = await this.database.many<TrailEntry>(sql`
      select id, at, action, outcome,
        case when actor_id = about_user_id then 'you' when actor_kind = 'staff' then 'staff'
          when actor_kind = 'anonymous' then 'visitor' when actor_kind = 'system' then 'portal'
          else 'somebody' end as by,
        case when actor_kind in ('anonymous', 'system') or actor_id = about_user_id then network end as network,
        case when actor_kind in ('anonymous', 'system') or actor_id = about_user_id
          then user_agent end as "userAgent"
      from platform.audit_entry
      where about_user_id = ${userId}::uuid ${beyond}
      order by at desc, id desc limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => row.at);
  }
}
