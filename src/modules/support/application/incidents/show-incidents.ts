import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../../platform/http/paging.js';
import { People } from '../../../../platform/ports/people.js';
import { Licensing, type ProductSummary } from '../../../licensing/index.js';
import type { TicketStatus } from '../../events/ticket-words.js';
import { unmerged } from '../merging/current-ticket.js';
import { TicketSearch } from '../search/ticket-search.js';

export interface ListedIncident {
  readonly id: string;
  readonly title: string;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly requests: number;
}

export interface IncidentTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
}

export interface ShownIncident extends ListedIncident {
  readonly announcement: {
    readonly announcedAt: Date;
    readonly headline: string;
    readonly productId: string | null;
  } | null;
  readonly tickets: readonly IncidentTicket[];
  readonly updates: readonly {
    readonly id: string;
    readonly author: string | null;
    readonly body: string;
    readonly resolves: boolean;
    readonly writtenAt: Date;
  }[];
}

/** As many as a page shows; the counts tell the rest. */
const most = 100;

/** Incidents; for staff. */
@Injectable()
export class ShowIncidents {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
    private readonly licensing: Licensing,
    private readonly search: TicketSearch,
  ) {}

  /** What an announcement can be about. */
  products(): Promise<ProductSummary[]> {
    return this.licensing.products();
  }

  /** The newest first. */
  async list({
    limit,
    cursor,
  }: {
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Promise<Listing<ListedIncident>> {
    const after = decodeInstantCursor(cursor);
    const older = after
      ? sql`where (i.opened_at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
      : nothing;
    const rows = await this.database.many<ListedIncident>(sql`
      select ${columns} from support.incident i ${older} order by i.opened_at desc, i.id desc limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => row.openedAt);
  }

  /** Those that requests can join, the newest first; as many as one chooses from. */
  async open(): Promise<ListedIncident[]> {
    return await this.database.many<ListedIncident>(sql`
      select ${columns} from support.incident i where i.resolved_at is null
      order by i.opened_at desc, i.id desc limit ${most}`);
  }

  /** With its newest hundred requests and updates. @throws NotFound */
  async one(id: string): Promise<ShownIncident> {
    const [[incident], tickets, updates] = await Promise.all([
      this.database.many<ListedIncident & AnnouncedColumns>(
        sql`select ${columns}, ${announced} from support.incident i where i.id = ${id}`,
      ),
      this.database.many<IncidentTicket>(sql`
        select t.id, t.number, t.subject, t.status from support.incident_ticket j
          join support.ticket t on t.id = j.ticket_id
        where j.incident_id = ${id} order by j.joined_at desc, t.id limit ${most}`),
      this.database.many<{
        id: string;
        authorId: UserId;
        body: string;
        resolves: boolean;
        writtenAt: Date;
      }>(sql`
        select id, author_id as "authorId", body, resolves, written_at as "writtenAt" from support.incident_update
        where incident_id = ${id} order by written_at desc, id desc limit ${most}`),
    ]);
    if (!incident) throw NotFound.of('incident');
    const people = await this.people.users([...new Set(updates.map(({ authorId }) => authorId))]);
    const named = updates.map(({ authorId, ...update }) => ({
      ...update,
      author: people.get(authorId)?.name ?? null,
    }));
    const { announcedAt, headline, productId, ...listed } = incident;
    const announcement = announcedAt && headline !== null ? { announcedAt, headline, productId } : null;
    return { ...listed, announcement, tickets, updates: named };
  }

  /** Open requests that match the words and are no part of it, the newest first; fifty at most. */
  async matching(id: string, words: string): Promise<IncidentTicket[]> {
    const found = await this.search.matching(words, sql`t.status <> 'closed'`);
    return await this.database.many<IncidentTicket>(sql`
      select t.id, t.number, t.subject, t.status from support.ticket t
      where t.status <> 'closed' and ${unmerged} ${found} and not exists
        (select 1 from support.incident_ticket j where j.incident_id = ${id} and j.ticket_id = t.id)
      order by t.last_public_activity_at desc, t.id desc limit 50`);
  }
}

/** The incidents that a request is part of, the newest first; ten at most. */
export const incidentsOf = (ticketId: Statement): Statement => sql`
  select i.id, i.title from support.incident_ticket j join support.incident i on i.id = j.incident_id
  where j.ticket_id = ${ticketId} order by i.opened_at desc, i.id limit 10`;

const columns = sql`i.id, i.title, i.opened_at as "openedAt", i.resolved_at as "resolvedAt",
  (select count(*) from support.incident_ticket j where j.incident_id = i.id) as requests`;

interface AnnouncedColumns {
  readonly announcedAt: Date | null;
  readonly headline: string | null;
  readonly productId: string | null;
}

const announced = sql`i.announced_at as "announcedAt", i.headline, i.product_id as "productId"`;
