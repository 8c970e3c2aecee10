import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../../platform/http/paging.js';
import { People } from '../../../../platform/ports/people.js';
import type { RatingScore } from '../../events/ticket-words.js';
import { unmerged } from '../merging/current-ticket.js';

export interface RatingFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly score?: RatingScore | undefined;
  /** `yes`: only those that say something. */
  readonly commented?: 'yes' | undefined;
}

interface RatingRow {
  /** Of the request. */
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly organizationId: OrganizationId;
  readonly assigneeId: UserId | null;
  readonly score: RatingScore;
  readonly comment: string | null;
  readonly ratedAt: Date;
}

/** How a request was rated. Names are null when who bore them is gone. */
export interface ListedRating extends RatingRow {
  readonly organizationName: string | null;
  readonly assigneeName: string | null;
}

/** Ratings with what requesters wrote to them, the newest first; for staff. */
@Injectable()
export class ListRatings {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  async execute({ limit, cursor, score, commented }: RatingFilter): Promise<Listing<ListedRating>> {
    const after = decodeInstantCursor(cursor);
    const older = after
      ? sql`and (r.rated_at, r.ticket_id) < (${after.at}::timestamptz, ${after.id}::uuid)`
      : nothing;
    const scored = score ? sql`and r.score = ${score}` : nothing;
    const saying = commented ? sql`and r.comment is not null` : nothing;
    const rows = await this.database.many<RatingRow>(sql`
      select t.id, t.number, t.subject, t.organization_id as "organizationId", t.assignee_id as "assigneeId",
        r.score, r.comment, r.rated_at as "ratedAt"
      from support.rating r join support.ticket t on t.id = r.ticket_id
      where ${unmerged} ${scored} ${saying} ${older}
      order by r.rated_at desc, r.ticket_id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.ratedAt);
    return { items: await this.named(items), nextCursor };
  }

  private async named(rows: readonly RatingRow[]): Promise<ListedRating[]> {
    const agents = rows.flatMap(({ assigneeId }) => assigneeId ?? []);
    const [people, organizations] = await Promise.all([
      this.people.users([...new Set(agents)]),
      this.people.organizations([...new Set(rows.map(({ organizationId }) => organizationId))]),
    ]);
    return rows.map((row) => ({
      ...row,
      organizationName: organizations.get(row.organizationId) ?? null,
      assigneeName: row.assigneeId ? (people.get(row.assigneeId)?.name ?? null) : null,
    }));
  }
}
