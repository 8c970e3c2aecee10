import { Injectable } from '@nestjs/common';
import type { SignedIn, StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import type { RecoveryStatus } from '../../domain/recovery.js';
import { tokenHash } from '../../domain/secrets.js';
import { visibleTo } from '../people/visible-people.js';

export { recoveryStatuses } from '../../domain/recovery.js';

/** A recovery as agents see it. */
export interface ShownRecovery {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly status: RecoveryStatus;
  readonly reason: string;
  readonly verifiedBy: string;
  readonly sendTo: string;
  readonly removesFactors: boolean;
  readonly requestedAt: Date;
  readonly requestedById: string;
  readonly requestedByName: string;
  readonly approvedByName: string | null;
  readonly approvedAt: Date | null;
  readonly readyAt: Date | null;
  readonly sentAt: Date | null;
  readonly closedAt: Date | null;
}

/** A recovery as its owner is told of it; who started it and why stays with staff. */
export interface OwnRecovery {
  readonly id: string;
  readonly status: RecoveryStatus;
  readonly removesFactors: boolean;
  readonly requestedAt: Date;
  readonly readyAt: Date | null;
}

export interface LinkedRecovery extends OwnRecovery {
  readonly name: string;
  readonly username: string | null;
  readonly email: string | null;
}

/** Looks at recoveries: all of them for staff, the open one for its owner, and what a mailed link is about. */
@Injectable()
export class ShowRecovery {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** The newest first. @throws InvalidInput naming `cursor` */
  async list(
    actor: StaffActor,
    query: ListQuery & { readonly open?: boolean; readonly userId?: string },
  ): Promise<Listing<ShownRecovery>> {
    const after = decodeInstantCursor(query.cursor);
    const beyond = after ? sql`and (r.requested_at, r.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const open = query.open ? sql`and r.status in ('requested', 'approved')` : nothing;
    const ofUser = query.userId === undefined ? nothing : sql`and r.user_id = ${query.userId}::uuid`;
    const rows = await this.staff(actor, sql`${open} ${ofUser} ${beyond}`, query.limit + 1);
    return pageOf(rows, query.limit, (row) => row.requestedAt);
  }

  /** @throws NotFound */
  async one(actor: StaffActor, id: string): Promise<ShownRecovery> {
    const [recovery] = await this.staff(actor, sql`and r.id = ${id}::uuid`, 1);
    if (!recovery) throw NotFound.of('recovery');
    return recovery;
  }

  /** The open one of the person who asks; null when there is none. */
  own(actor: SignedIn): Promise<OwnRecovery | null> {
    return this.database.one<OwnRecovery>(sql`
      select id, status, removes_factors as "removesFactors", requested_at as "requestedAt", ready_at as "readyAt"
      from identity.recovery where user_id = ${actor.userId} and status in ('requested', 'approved')`);
  }

  /** What the link is about, without using it up (ruling C9); null when it is over. */
  byLink(purpose: 'recovery' | 'recovery-stop', token: string): Promise<LinkedRecovery | null> {
    return this.database.one<LinkedRecovery>(sql`
      select r.id, r.status, r.removes_factors as "removesFactors", r.requested_at as "requestedAt",
        r.ready_at as "readyAt", u.name, u.username, u.email
      from identity.one_time_link l
        join identity.recovery r on r.id = l.about_id and r.status in ('requested', 'approved')
        join identity.user u on u.id = r.user_id and u.disabled_at is null
      where l.purpose = ${purpose} and l.token_hash = ${tokenHash(token)} and l.used_at is null
        and l.voided_at is null and l.expires_at > ${this.clock.now()}`);
  }

  private staff(actor: StaffActor, condition: Statement, limit: number): Promise<ShownRecovery[]> {
    return this.database.many<ShownRecovery>(sql`
      select r.id, r.user_id as "userId", u.name, r.status, r.reason, r.verified_by as "verifiedBy",
        r.send_to as "sendTo", r.removes_factors as "removesFactors", r.requested_at as "requestedAt",
        r.requested_by as "requestedById", coalesce(a.name, '') as "requestedByName",
        b.name as "approvedByName", r.approved_at as "approvedAt", r.ready_at as "readyAt",
        r.sent_at as "sentAt", r.closed_at as "closedAt"
      from identity.recovery r join identity.user u on u.id = r.user_id
        left join identity.user a on a.id = r.requested_by left join identity.user b on b.id = r.approved_by
      where ${visibleTo(actor)} ${condition}
      order by r.requested_at desc, r.id desc limit ${limit}`);
  }
}
