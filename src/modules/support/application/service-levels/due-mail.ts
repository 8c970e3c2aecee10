import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../../platform/ports/audience.js';
import type { ServiceTarget } from '../../events/ticket-words.js';

/** The fact that a mail tells of: one target of one request, and when it is due. */
export interface DueOf {
  readonly ticketId: string;
  readonly target: ServiceTarget;
  readonly dueAt: string;
}

/** Gathers what mails say of requests that are due. No word of a customer but the subject. */
@Injectable()
export class DueMail {
  constructor(
    private readonly database: ReadDatabase,
    private readonly audience: Audience,
  ) {}

  /** The assignee; without one who works on requests, all who do. */
  async agents({ ticketId }: DueOf): Promise<Recipient[]> {
    const ticket = await this.database.one<{ assigneeId: UserId | null }>(
      sql`select assignee_id as "assigneeId" from support.ticket where id = ${ticketId}`,
    );
    const agents = await this.audience.staff('staff.tickets');
    const assignee = agents.filter(({ userId }) => userId !== null && userId === ticket?.assigneeId);
    return assignee.length > 0 ? assignee : agents;
  }

  /** The same, and who answers for the service levels. */
  async agentsAndManagers(of: DueOf): Promise<Recipient[]> {
    return [...(await this.agents(of)), ...(await this.audience.staff('staff.service-levels'))];
  }

  /** Null when it was met, moved or paused meanwhile. */
  async describe({
    ticketId,
    target,
    dueAt,
  }: DueOf): Promise<{ readonly number: string; readonly subject: string; readonly dueAt: Date } | null> {
    return this.database.one(sql`
      select t.number, t.subject, c.due_at as "dueAt"
      from support.ticket t join support.service_clock c on c.ticket_id = t.id
      where t.id = ${ticketId} and c.due_target = ${target} and c.due_at = ${dueAt}::timestamptz`);
  }
}
