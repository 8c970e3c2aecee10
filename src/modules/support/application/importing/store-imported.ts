import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { maxAttachments, type StoredAttachment } from '../../domain/stored-attachment.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { cleanName } from '../attachment-uploads.js';
import type { ImportedEntry, ImportedFile, ImportedRequest, ImportSource } from './imported-request.js';
import type { MatchedRequest } from './match-imported.js';

type Attachments = ReadonlyMap<ImportedFile, StoredAttachment>;

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

  /** Whether it is there already; another import may bring it meanwhile. */
  @Transactional()
  async knows(source: ImportSource, { request }: MatchedRequest): Promise<boolean> {
    return await this.isKnown(source, request);
  }

  /**
   * @param attachments those of its files that come along; of others the name stands below the message
   * @returns `known` when it is there already: running an import twice makes nothing twice
   */
  @Transactional()
  async execute(
    source: ImportSource,
    matched: MatchedRequest,
    attachments: Attachments,
  ): Promise<'made' | 'known'> {
    const { request } = matched;
    // Two imports at once wait for each other here.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `import ${source} ${request.externalId}`,
    ]);
    if (await this.isKnown(source, request)) return 'known';
    const ticketId = await this.ticket(matched);
    await this.messages(ticketId, matched, attachments);
    await this.history(ticketId, matched);
    await this.em.execute(
      `insert into support.imported_ticket (source, external_id, ticket_id, old_number, imported_at)
       values (?, ?, ?, ?, ?)`,
      [source, request.externalId, ticketId, request.oldNumber, this.clock.now()],
    );
    return 'made';
  }

  // The two exports of osTicket know a request by its id or by `#` and its number; either finds what the other brought.
  private async isKnown(
    source: ImportSource,
    { externalId, oldNumber }: Pick<ImportedRequest, 'externalId' | 'oldNumber'>,
  ): Promise<boolean> {
    const twin = externalId.startsWith('#') ? 'old_number = ?' : "external_id = '#' || ?";
    const known = await this.em.execute<object[]>(
      `select 1 as known from support.imported_ticket
       where source = ? and (external_id = ? or (source = 'osticket' and ${twin}))`,
      [source, externalId, oldNumber],
    );
    return known.length > 0;
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

  private async messages(
    ticketId: string,
    { request, requester, authorOf }: MatchedRequest,
    attachments: Attachments,
  ): Promise<void> {
    const rowsOf = (entries: readonly ImportedEntry[]) =>
      entries.flatMap((entry) => {
        const author = authorOf(entry);
        const files = entry.files.flatMap((file) => attachments.get(file) ?? []);
        const left = entry.files.filter((file) => !attachments.has(file));
        return piecesOf(named(entry, left, author.isStranger), files).map((piece) => ({
          ...{ id: newId(), ticketId, authorId: author.id, authorKind: entry.from, at: entry.at, ...piece },
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
      files: [],
    };
    await this.em.execute(
      `insert into support.message (id, ticket_id, author_id, author_kind, body, created_at)
       select id, "ticketId", "authorId", "authorKind", body, at from ${recordset}`,
      [JSON.stringify(spoken.length > 0 ? spoken : [opening])],
    );
    await this.em.execute(
      `insert into support.attachment
         (id, message_id, file_name, size_bytes, content_type, sha256, storage_key, bundle, created_at)
       select id, "messageId", "fileName", "sizeBytes", "contentType", sha256, "storageKey", bundle, at
       from jsonb_to_recordset(?::jsonb) as r (id uuid, "messageId" uuid, "fileName" text, "sizeBytes" bigint,
         "contentType" text, sha256 text, "storageKey" text, bundle jsonb, at timestamptz)`,
      [
        JSON.stringify(
          spoken.flatMap(({ id: messageId, at, files }) => files.map((file) => ({ ...file, messageId, at }))),
        ),
      ],
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

/** The words of a stranger say whose they are, since no account does. @param left files that stay there */
function named({ author, body }: ImportedEntry, left: readonly ImportedFile[], isStranger: boolean): string {
  const { name, email } = author;
  const who = name && email ? `${name} <${email}>` : name || email;
  const words = [body, ...left.map(bracketed)].filter((line) => line !== '').join('\n');
  return isStranger && who ? `${who}:\n\n${words}` : words;
}

const bracketed = (file: { readonly name: string }): string => `[${cleanName(file.name)}]`;

interface Piece {
  readonly body: string;
  readonly files: readonly StoredAttachment[];
}

/** As many messages as the text and the files need, each within the limits of one. */
function piecesOf(text: string, files: readonly StoredAttachment[]): Piece[] {
  const bodies = bodiesOf(text);
  const count = Math.max(bodies.length, Math.ceil(files.length / maxAttachments));
  return Array.from({ length: count }, (_, index) => {
    const some = files.slice(index * maxAttachments, (index + 1) * maxAttachments);
    const names = some.map(({ fileName }) => bracketed({ name: fileName }));
    return { body: bodies[index] ?? names.join('\n'), files: some };
  });
}

function bodiesOf(text: string): string[] {
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
