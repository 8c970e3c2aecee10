import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock, day, later } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { changeableForDays } from '../../domain/closing/rating.js';
import { mayRate } from '../../domain/ticket.policy.js';
import type { RatingScore } from '../../events/ticket-words.js';
import { currentTicket } from '../merging/current-ticket.js';
import type { Thread } from '../ticket-thread.js';
import { visibleTo } from '../ticket-visibility.js';

export interface GivenRating {
  readonly score: RatingScore;
  readonly comment: string | null;
  readonly ratedById: UserId;
  readonly ratedAt: Date;
}

export interface LinkedTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
}

/** What followed a request. */
export interface Outcome {
  /** For the requester and staff. */
  readonly rating: GivenRating | null;
  readonly mayRate: boolean;
  /** The request that it continues; null for none, or one that the reader does not see. */
  readonly continues: LinkedTicket | null;
  /** Requests that continue it, as far as the reader sees them. */
  readonly continuedBy: readonly LinkedTicket[];
}

/** Reads how a request ended, and what came after it. */
@Injectable()
export class ShowOutcome {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  async execute(actor: CustomerActor, thread: Thread): Promise<Outcome> {
    const own = mayRate(actor, thread);
    const { rating, ...links } = await this.read(sql`${thread.id}::uuid`, visibleTo(actor));
    const final = rating !== null && this.clock.now() > later(rating.ratedAt, changeableForDays * day);
    return { ...links, rating: own ? rating : null, mayRate: own && thread.status === 'closed' && !final };
  }

  async forStaff(ticketId: string): Promise<Outcome> {
    return { ...(await this.read(currentTicket(ticketId), sql`true`)), mayRate: false };
  }

  private async read(id: Statement, visible: Statement): Promise<Omit<Outcome, 'mayRate'>> {
    const [rating, links] = await Promise.all([
      this.database.one<GivenRating>(sql`
        select score, comment, rated_by_id as "ratedById", rated_at as "ratedAt"
        from support.rating where ticket_id = ${id}`),
      this.database.many<LinkedTicket & { readonly after: boolean }>(sql`
        select t.id, t.number, t.subject, f.of_ticket_id = ${id} as after
        from support.follow_up f
          join support.ticket t on t.id = case when f.of_ticket_id = ${id} then f.ticket_id else f.of_ticket_id end
        where (f.of_ticket_id = ${id} or f.ticket_id = ${id}) and ${visible}
        order by t.id limit 50`),
    ]);
    const of = (after: boolean) =>
      links
        .filter((link) => link.after === after)
        .map(({ id, number, subject }) => ({ id, number, subject }));
    return { rating, continues: of(false)[0] ?? null, continuedBy: of(true) };
  }
}
