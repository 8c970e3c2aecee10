import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { NotFound } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { People, type Person } from '../../../platform/ports/people.js';
import { type Outcome, ShowOutcome } from './closing/show-outcome.js';
import { type MailOfTicket, mailsAbout } from './inbound/list-inbound-mails.js';
import { ShowTriage, type TriageFacts } from './inbox/triage-facts.js';
import { incidentsOf } from './incidents/show-incidents.js';
import { currentTicket } from './merging/current-ticket.js';
import { type RelatedTicket, relatedTo } from './relations/link-tickets.js';
import { type DueState, dueStateOf } from './service-levels/due.js';
import { peopleOf, type Thread, type ThreadRow, threadStatement, toThread } from './ticket-thread.js';

export interface ShownNote {
  readonly id: string;
  readonly authorId: UserId;
  readonly body: string;
  readonly createdAt: Date;
}

export interface TicketForStaff {
  readonly thread: Thread;
  /** Never part of the thread, so that no face can mix them up by accident. */
  readonly notes: readonly ShownNote[];
  readonly people: ReadonlyMap<UserId, Person>;
  readonly organizationName: string | null;
  readonly dueState: DueState;
  readonly triage: TriageFacts;
  readonly outcome: Outcome;
  /** What it is part of, the newest first. */
  readonly incidents: readonly { readonly id: string; readonly title: string }[];
  /** What agents linked it to, of whatever customers. */
  readonly related: readonly RelatedTicket[];
  /** What came in by mail and is part of it, or waits beside it. */
  readonly mails: readonly MailOfTicket[];
}

/** One request with its internal notes; for staff only. */
@Injectable()
export class ShowTicketToStaff {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
    private readonly triages: ShowTriage,
    private readonly outcomes: ShowOutcome,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is none */
  async execute(ticketId: string): Promise<TicketForStaff> {
    const [row, notes, triage, outcome, incidents, related, mails] = await Promise.all([
      this.database.one<ThreadRow>(threadStatement(sql`t.id = ${currentTicket(ticketId)}`)),
      this.database.many<ShownNote>(sql`
        select id, author_id as "authorId", body, created_at as "createdAt" from support.internal_note
        where ticket_id = ${currentTicket(ticketId)} order by created_at, id`),
      this.triages.of(ticketId),
      this.outcomes.forStaff(ticketId),
      this.database.many<TicketForStaff['incidents'][number]>(incidentsOf(currentTicket(ticketId))),
      this.database.many<RelatedTicket>(relatedTo(currentTicket(ticketId))),
      this.database.many<MailOfTicket>(mailsAbout(ticketId)),
    ]);
    if (!row) throw NotFound.of('request');
    const thread = toThread(row);
    const named = new Set([...peopleOf(thread), ...notes.map((note) => note.authorId)]);
    const [people, organizations] = await Promise.all([
      this.people.users([...named]),
      this.people.organizations([thread.organizationId]),
    ]);
    const organizationName = organizations.get(thread.organizationId) ?? null;
    const dueState = dueStateOf(thread, this.clock.now());
    const facts = { notes, people, organizationName, dueState, triage, outcome, incidents, related, mails };
    return { thread, ...facts };
  }
}
