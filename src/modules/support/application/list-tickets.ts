import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../platform/http/paging.js';
import type { TicketId, TicketKind, TicketStatus } from '../events/ticket-words.js';
import { unmerged } from './merging/current-ticket.js';
import { TicketSearch } from './search/ticket-search.js';
import { type Due, dueClock, dueColumns } from './service-levels/due.js';
import { visibleTo } from './ticket-visibility.js';

/** Of what a customer sees: the own requests, or those that the customer follows. */
export const whoseRequests = ['mine', 'followed'] as const;
type WhoseRequests = (typeof whoseRequests)[number];

export interface TicketFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly status?: TicketStatus | undefined;
  readonly kind?: TicketKind | undefined;
  readonly productId?: string | undefined;
  /** A reference, whole or its beginning; a part of a subject; or words of a message. */
  readonly query?: string | undefined;
}

export interface OwnFilter extends TicketFilter {
  readonly whose?: WhoseRequests | undefined;
}

export interface ListedTicket extends Due {
  readonly id: TicketId;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The customer's requests, last public activity first: one statement (two for words), plain rows, no count. */
@Injectable()
export class ListTickets {
  constructor(
    private readonly database: ReadDatabase,
    private readonly search: TicketSearch,
  ) {}

  async execute(actor: CustomerActor, filter: OwnFilter): Promise<Listing<ListedTicket>> {
    const scope = sql`t.organization_id = ${actor.organizationId}`;
    const words = await this.search.matching(filter.query, scope);
    const rows = await this.database.many<ListedTicket>(sql`
      select t.id, t.number, t.subject, t.status, t.created_at as "createdAt",
        t.last_public_activity_at as "updatedAt", ${dueColumns}
      from support.ticket t ${dueClock}
      where ${visibleTo(actor)} ${whose(filter, actor)} ${narrowed(filter)} ${words} ${older(filter)}
      order by t.last_public_activity_at desc, t.id desc
      limit ${filter.limit + 1}`);
    return pageOf(rows, filter.limit, (row) => row.updatedAt);
  }
}

function whose({ whose }: OwnFilter, { userId }: CustomerActor): Statement {
  if (whose === undefined) return nothing;
  if (whose === 'mine') return sql`and t.requester_id = ${userId}`;
  return sql`and t.id in (select w.ticket_id from support.follower w where w.user_id = ${userId})`;
}

/** The filter but its words as conditions that follow another one, on a table named `t`. */
export function narrowed(filter: TicketFilter): Statement {
  const status = filter.status ? sql`and t.status = ${filter.status}` : nothing;
  const kind = filter.kind ? sql`and t.kind = ${filter.kind}` : nothing;
  const product = filter.productId ? sql`and t.product_id = ${filter.productId}` : nothing;
  return sql`and ${unmerged} ${status} ${kind} ${product}`;
}

/** Where the list goes on, last public activity first. */
export function older({ cursor }: TicketFilter): Statement {
  const after = decodeInstantCursor(cursor);
  return after
    ? sql`and (t.last_public_activity_at, t.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : nothing;
}
