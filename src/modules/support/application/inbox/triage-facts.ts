import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';

import { currentTicket } from '../merging/current-ticket.js';

/** How agents sorted a request, as pages and lists read it. */
export interface TriageFacts {
  readonly tags: readonly string[];
  /** When it comes back into sight; null while it is there. */
  readonly snoozedUntil: Date | null;
}

/** To be joined to a ticket named `t`; most have none. */
export const triage: Statement = sql`left join support.triage tr on tr.ticket_id = t.id`;

/** Put aside, and nothing has happened to it in public since. */
export const asleep = (now: Date): Statement =>
  sql`coalesce(tr.snoozed_until > ${now} and t.last_public_activity_at <= tr.snoozed_at, false)`;

export const triageColumns = (now: Date): Statement =>
  sql`coalesce(tr.tags, '{}') as tags, case when ${asleep(now)} then tr.snoozed_until end as "snoozedUntil"`;

/** How one request is sorted; for staff. */
@Injectable()
export class ShowTriage {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  async of(ticketId: string): Promise<TriageFacts> {
    const row = await this.database.one<TriageFacts>(sql`
      select ${triageColumns(this.clock.now())} from support.ticket t ${triage} where t.id = ${currentTicket(ticketId)}`);
    return row ?? { tags: [], snoozedUntil: null };
  }
}
