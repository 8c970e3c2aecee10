import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { byId, eachInTurn } from '../../../../platform/queue/each-in-turn.js';
import { IncidentUpdate, type IncidentUpdateId } from '../../domain/incidents/incident.js';
import type { Party } from '../../domain/ticket.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { KeepTime } from '../service-levels/keep-time.js';

const atOnce = 100;

/** Makes an update of an incident a reply in each of its requests: exactly one, however often the job is run. */
@Injectable()
export class TellEverybody {
  constructor(
    readonly em: EntityManager,
    private readonly database: ReadDatabase,
    private readonly tickets: TicketRepository,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /** Each request in a transaction of its own; one that cannot be told keeps none of the others from it. */
  async execute(updateId: string): Promise<void> {
    const update = await this.em.fork().findOne(IncidentUpdate, { id: updateId as IncidentUpdateId });
    if (!update) return;
    await eachInTurn(
      byId<string>(atOnce, (after) => this.after(update, after)),
      (ticketId) => this.tell(ticketId, update),
    );
  }

  // Who joined later reads it in the incident; it was not said to them.
  private async after({ incidentId, writtenAt }: IncidentUpdate, after: string | null): Promise<string[]> {
    const rows = await this.database.many<{ id: string }>(sql`
      select ticket_id as id from support.incident_ticket
      where incident_id = ${incidentId} and joined_at <= ${writtenAt}
        and ticket_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      order by ticket_id limit ${atOnce}`);
    return rows.map(({ id }) => id);
  }

  @Transactional()
  private async tell(ticketId: string, update: IncidentUpdate): Promise<void> {
    const ticket = await this.tickets.byId(ticketId);
    // The update itself is the submission, and one submission makes one message.
    if (await this.tickets.messageOfSubmission(ticket, update.id)) return;
    const author: Party = { userId: update.authorId, kind: 'staff' };
    const now = this.clock.now();
    ticket.reply(author, { body: update.body, attachments: [], submissionId: update.id }, now);
    if (update.resolves) ticket.close(author, now);
    await this.time.follow(ticket);
  }
}
