import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../platform/http/paging.js';
import { People } from '../../../platform/ports/people.js';
import type { TicketPriority } from '../events/ticket-words.js';
import { asleep, type TriageFacts, triage, triageColumns } from './inbox/triage-facts.js';
import { type ListedTicket, narrowed, older, type TicketFilter } from './list-tickets.js';
import { TicketSearch } from './search/ticket-search.js';
import { type DueState, dueClock, dueColumns, dueStateOf } from './service-levels/due.js';

/**
 * `active` is everything that is not closed, `mine` and `unassigned` are parts of it, all without what somebody put
 * aside, which is `snoozed`; `due` is what has a due time, the nearest first.
 */
export const inboxViews = ['active', 'due', 'mine', 'unassigned', 'overdue', 'snoozed'] as const;
export type InboxView = (typeof inboxViews)[number];

export interface InboxFilter extends TicketFilter {
  readonly view?: InboxView | undefined;
  readonly organizationId?: string | undefined;
  readonly tag?: string | undefined;
  /** Of the product, exactly. */
  readonly version?: string | undefined;
  readonly priority?: TicketPriority | undefined;
  /** An id, or `me`. */
  readonly assignee?: string | undefined;
}

interface InboxRow extends ListedTicket, TriageFacts {
  readonly organizationId: OrganizationId;
  readonly requesterId: UserId;
  readonly assigneeId: UserId | null;
  readonly firstResponseDueAt: Date | null;
  readonly priority: TicketPriority;
  /** When a reply of the agent who looks goes out; null: none is held. */
  readonly heldUntil: Date | null;
}

/** A request in the agents' inbox. Names are null when who bore them is gone. */
export interface InboxTicket extends InboxRow {
  readonly dueState: DueState;
  readonly organizationName: string | null;
  readonly requesterName: string | null;
  readonly assigneeName: string | null;
}

/** Everybody's requests, last public activity first; for staff. */
@Injectable()
export class ListTicketsForStaff {
  constructor(
    private readonly database: ReadDatabase,
    private readonly search: TicketSearch,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  async execute(actor: StaffActor, filter: InboxFilter): Promise<Listing<InboxTicket>> {
    const now = this.clock.now();
    const words = await this.search.matching(filter.query, sql`true`);
    const rows = await this.database.many<InboxRow>(sql`
      select t.id, t.number, t.subject, t.status, t.created_at as "createdAt",
        t.last_public_activity_at as "updatedAt", t.organization_id as "organizationId",
        t.requester_id as "requesterId", t.assignee_id as "assigneeId",
        t.priority, c.first_response_due_at as "firstResponseDueAt", ${dueColumns},
        ${triageColumns(now)},
        (select max(h.deliver_at) from support.held_reply h
          where h.ticket_id = t.id and h.author_id = ${actor.userId}) as "heldUntil"
      from support.ticket t ${dueClock} ${triage}
      where true ${viewed(filter.view, actor, now)} ${sorted(filter, actor)} ${narrowed(filter)} ${words} ${inOrder(filter)}
      limit ${filter.limit + 1}`);
    const byDue = filter.view === 'due';
    const { items, nextCursor } = pageOf(rows, filter.limit, (row) => (byDue && row.dueAt) || row.updatedAt);
    return { items: await this.named(items, now), nextCursor };
  }

  private async named(rows: readonly InboxRow[], now: Date): Promise<InboxTicket[]> {
    const users = rows.flatMap((row) => [row.requesterId, ...(row.assigneeId ? [row.assigneeId] : [])]);
    const [people, organizations] = await Promise.all([
      this.people.users([...new Set(users)]),
      this.people.organizations([...new Set(rows.map((row) => row.organizationId))]),
    ]);
    return rows.map((row) => ({
      ...row,
      dueState: dueStateOf(row, now),
      organizationName: organizations.get(row.organizationId) ?? null,
      requesterName: people.get(row.requesterId)?.name ?? null,
      assigneeName: row.assigneeId ? (people.get(row.assigneeId)?.name ?? null) : null,
    }));
  }
}

function inOrder(filter: InboxFilter): Statement {
  if (filter.view !== 'due') return sql`${older(filter)} order by t.last_public_activity_at desc, t.id desc`;
  const after = decodeInstantCursor(filter.cursor);
  const rest = after ? sql`and (c.due_at, t.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : nothing;
  return sql`${rest} order by c.due_at, t.id`;
}

function sorted(
  { organizationId, tag, version, priority, assignee }: InboxFilter,
  actor: StaffActor,
): Statement {
  const organization = organizationId ? sql`and t.organization_id = ${organizationId}` : nothing;
  const tagged = tag ? sql`and tr.tags @> array[${tag}]` : nothing;
  const about = version
    ? sql`and t.id in (select p.ticket_id from support.ticket_topic p where p.app_version = ${version})`
    : nothing;
  const pressing = priority ? sql`and t.priority = ${priority}` : nothing;
  const held = assignee ? sql`and t.assignee_id = ${assignee === 'me' ? actor.userId : assignee}` : nothing;
  return sql`${organization} ${tagged} ${about} ${pressing} ${held}`;
}

function viewed(view: InboxView | undefined, actor: StaffActor, now: Date): Statement {
  if (view === undefined) return nothing;
  if (view === 'due') return sql`and c.due_at is not null`;
  if (view === 'overdue') return sql`and c.due_at <= ${now}`;
  if (view === 'snoozed') return sql`and ${asleep(now)}`;
  const awake = sql`and t.status <> 'closed' and not ${asleep(now)}`;
  if (view === 'mine') return sql`${awake} and t.assignee_id = ${actor.userId}`;
  if (view === 'unassigned') return sql`${awake} and t.assignee_id is null`;
  return awake;
}
