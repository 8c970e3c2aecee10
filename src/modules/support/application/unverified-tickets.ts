import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { People } from '../../../platform/ports/people.js';
import type { ListedTicket } from './list-tickets.js';
import { dueClock, dueColumns } from './service-levels/due.js';
import type { ShownTicket } from './show-ticket.js';
import { peopleOf, type ThreadRow, threadStatement, toThread } from './ticket-thread.js';

const atMost = 100;

/** The unverified requests that the actor opened; nothing of the organization or its licenses comes with them. */
@Injectable()
export class UnverifiedTickets {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  list(actor: CustomerActor): Promise<ListedTicket[]> {
    return this.database.many<ListedTicket>(sql`
      select t.id, t.number, t.subject, t.status, t.created_at as "createdAt",
        t.last_public_activity_at as "updatedAt", ${dueColumns}
      from support.ticket t ${dueClock}
      where t.requester_id = ${actor.userId} and t.unverified
      order by t.last_public_activity_at desc, t.id desc limit ${atMost}`);
  }

  /** @throws NotFound when there is none or it is not the actor's */
  async show(actor: CustomerActor, ticketId: string): Promise<ShownTicket> {
    const row = await this.database.one<ThreadRow>(
      threadStatement(sql`t.id = ${ticketId} and t.unverified and t.requester_id = ${actor.userId}`),
    );
    if (!row) throw NotFound.of('request');
    const { messages, ...thread } = toThread(row);
    const bare = messages.map((message) => ({ ...message, attachments: [] }));
    const shown = { ...thread, licenseId: null, topic: null, messages: bare };
    return { thread: shown, people: await this.people.users(peopleOf(shown)), license: null, newer: null };
  }
}
