import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../platform/ports/audience.js';

/** Who of the staff hears of what happens in a request. */
@Injectable()
export class AssigneeMail {
  constructor(
    private readonly database: ReadDatabase,
    private readonly audience: Audience,
  ) {}

  /** The agent who has it; nobody while it is not assigned, or when the agent no longer answers requests. */
  async of(ticketId: string): Promise<readonly Recipient[]> {
    const row = await this.database.one<{ assigneeId: UserId | null }>(
      sql`select assignee_id as "assigneeId" from support.ticket where id = ${ticketId}`,
    );
    if (!row?.assigneeId) return [];
    const staff = await this.audience.staff('staff.tickets');
    return staff.filter(({ userId }) => userId === row.assigneeId);
  }
}
