import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import type { TicketId, TicketStatus } from '../events/ticket-words.js';
import { ShowStatus, type StatusNotice } from './incidents/show-status.js';
import { visibleTo } from './ticket-visibility.js';

/** A request as other modules' pages list it. */
export interface TicketSummary {
  readonly id: TicketId;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly updatedAt: Date;
}

/** What waits for agents; each count stops at 1,000. */
export interface SupportQueues {
  readonly open: number;
  readonly overdue: number;
  readonly unassigned: number;
}

const most = 1_000;

/** Reads requests for the pages of other modules. */
@Injectable()
export class Support {
  constructor(
    private readonly database: ReadDatabase,
    private readonly status: ShowStatus,
    private readonly clock: Clock,
  ) {}

  /** What goes on now with products that the customer has a license of, the newest first; three at most. */
  runningFor(actor: CustomerActor): Promise<StatusNotice[]> {
    return this.status.runningFor(actor);
  }

  /** The newest requests that are not closed and that the customer may see. */
  async openFor(actor: CustomerActor, limit: number): Promise<TicketSummary[]> {
    return await this.newest(sql`${visibleTo(actor)} and t.status <> 'closed'`, limit);
  }

  /** Those of the requests that the customer may see. */
  async amongFor(actor: CustomerActor, ids: readonly string[]): Promise<TicketSummary[]> {
    if (ids.length === 0) return [];
    return await this.newest(sql`${visibleTo(actor)} and t.id = any(${[...ids]}::uuid[])`, ids.length);
  }

  /** Who asked, and who follows. It does not say whether they still see the request. */
  async participantsOf(ticketId: string): Promise<UserId[]> {
    const rows = await this.database.many<{ userId: UserId }>(sql`
      select requester_id as "userId" from support.ticket where id = ${ticketId}
      union select user_id from support.follower where ticket_id = ${ticketId}`);
    return rows.map(({ userId }) => userId);
  }

  /** The newest requests of an organization, in any status; for staff. */
  async recentOfOrganization(organizationId: OrganizationId, limit: number): Promise<TicketSummary[]> {
    return await this.newest(sql`t.organization_id = ${organizationId}`, limit);
  }

  /** How much work waits; for staff. */
  async queues(): Promise<SupportQueues> {
    const now = this.clock.now();
    const counts = await this.database.one<SupportQueues>(sql`
      select
        (select count(*) from (select 1 from support.ticket where status <> 'closed' limit ${most}) o) as open,
        (select count(*) from (select 1 from support.service_clock where due_at <= ${now} limit ${most}) d) as overdue,
        (select count(*) from (select 1 from support.ticket where status <> 'closed' and assignee_id is null
          limit ${most}) u) as unassigned`);
    return counts ?? { open: 0, overdue: 0, unassigned: 0 };
  }

  private async newest(condition: Statement, limit: number): Promise<TicketSummary[]> {
    return await this.database.many<TicketSummary>(sql`
      select t.id, t.number, t.subject, t.status, t.last_public_activity_at as "updatedAt"
      from support.ticket t
      where ${condition}
      order by t.last_public_activity_at desc, t.id desc
      limit ${limit}`);
  }
}
