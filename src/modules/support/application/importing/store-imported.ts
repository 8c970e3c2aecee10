import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import type { ImportedEntry, ImportSource } from './imported-request.js';
import type { MatchedRequest } from './match-imported.js';

/** As long as one message may be. */
const longest = 20_000;

/**
 * Writes a request as it was: with its times, past everything that happens when somebody acts now. No event is raised, so
 * no mail leaves, and it has no clock (docs/adr/0035-imported-requests-raise-no-events.md).
 */
@Injectable()
export class StoreImported {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns `known` when it is there already: running an import twice makes nothing twice */
  @Transactional()
  async execute(source: ImportSource, matched: MatchedRequest): Promise<'made' | 'known'> {
    const { request } = matched;
    // Two imports at once wait for each other here.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `import ${source} ${request.externalId}`,
    ]);
    const [known] = await this.em.execute<object[]>(
      'select 1 as known from support.imported_ticket where source = ? and external_id = ?',
      [source, request.externalId],
    );
    if (known) return 'known';
    const ticketId = await this.ticket(matched);
    await this.messages(ticketId, matched);
    await this.history(ticketId, matched);
    await this.em.execute(
      `insert into support.imported_ticket (source, external_id, ticket_id, old_number, imported_at)
       values (?, ?, ?, ?, ?)`,
      [source, request.externalId, ticketId, request.oldNumber, this.clock.now()],
    );
    return 'made';
  }

  private async ticket({
    request,
    organizationId,
    requester,
    byKeyHolder,
    assigneeId,
  }: MatchedRequest): Promise<string> {
    const { subject, status, kind, priority, shared, openedAt, closedAt } = request;
    const ticketId = newId();
    const spoken = publicOf(request.entries);
    const lastAt = Math.max(
      openedAt.getTime(),
      closedAt?.getTime() ?? 0,
      ...spoken.map(({ at }) => at.getTime()),
    );
    const answeredAt = spoken.find(({ from }) => from === 'staff')?.at ?? null;
    await this.em.execute(
      `insert into support.ticket (id, organization_id, number, subject, status, kind, priority, requester_id,
         by_key_holder, assignee_id, confidential, created_at, last_public_activity_at, first_responded_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[ticketId, organizationId, await this.tickets.nextNumber(), subject, status, kind, priority],
        ...[requester.id, byKeyHolder, assigneeId, !shared, openedAt, new Date(lastAt), answeredAt],
      ],
    );
    return ticketId;
  }

  private async messages(ticketId: string, { request, requester, authorOf }: MatchedRequest): Promise<void> {
    const rowsOf = (entries: readonly ImportedEntry[]) =>
      entries.flatMap((entry) => {
        const author = authorOf(entry);
        return piecesOf(named(entry, author.isStranger)).map((body) => ({
          ...{ id: newId(), ticketId, authorId: author.id, authorKind: entry.from, body, at: entry.at },
        }));
      });
    const spoken = rowsOf(publicOf(request.entries));
    // Every request has a public message.
    const opening = {
      id: newId(),
      ticketId,
      authorId: requester.id,
      authorKind: 'customer',
      body: request.subject,
      at: request.openedAt,
    };
    await this.em.execute(
      `insert into support.message (id, ticket_id, author_id, author_kind, body, created_at)
       select id, "ticketId", "authorId", "authorKind", body, at from ${recordset}`,
      [JSON.stringify(spoken.length > 0 ? spoken : [opening])],
    );
    const notes = rowsOf(request.entries.filter(({ visibility }) => visibility === 'internal'));
    await this.em.execute(
      `insert into support.internal_note (id, ticket_id, author_id, body, created_at)
       select id, "ticketId", "authorId", body, at from ${recordset}`,
      [JSON.stringify(notes)],
    );
  }

  private async history(
    ticketId: string,
    { request, organizationId, requester, assigneeId }: MatchedRequest,
  ): Promise<void> {
    const { status, closedAt, openedAt, entries, tags } = request;
    const lastAt = publicOf(entries).at(-1)?.at ?? openedAt;
    if (status !== 'open')
      await this.em.execute(
        `insert into support.status_change
           (id, ticket_id, from_status, to_status, changed_by_id, changed_by_kind, changed_at)
         values (?, ?, 'open', ?, ?, 'staff', ?)`,
        [newId(), ticketId, status, assigneeId ?? requester.id, (status === 'closed' && closedAt) || lastAt],
      );
    if (tags.length > 0)
      await this.em.execute(
        `insert into support.triage (ticket_id, organization_id, tags)
         select ?, ?, array(select value from jsonb_array_elements_text(?::jsonb))`,
        [ticketId, organizationId, JSON.stringify(tags)],
      );
  }
}

const recordset = `jsonb_to_recordset(?::jsonb)
  as r (id uuid, "ticketId" uuid, "authorId" uuid, "authorKind" text, body text, at timestamptz)`;

const publicOf = (entries: readonly ImportedEntry[]): ImportedEntry[] =>
  entries.filter(({ visibility }) => visibility === 'public');

/** The words of a stranger say whose they are, since no account does. */
function named({ author, body }: ImportedEntry, isStranger: boolean): string {
  const { name, email } = author;
  const who = name && email ? `${name} <${email}>` : name || email;
  return isStranger && who ? `${who}:\n\n${body}` : body;
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text || '–';
  while (rest.length > longest) {
    const end = rest.lastIndexOf('\n', longest);
    const at = end > longest / 2 ? end : longest;
    pieces.push(rest.slice(0, at).toWellFormed());
    rest = rest.slice(at);
  }
  return [...pieces, rest.toWellFormed()].filter((piece) => piece.trim() !== '');
}
