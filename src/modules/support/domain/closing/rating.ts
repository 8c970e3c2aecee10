import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import { day, later } from '../../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { TicketRated } from '../../events/ticket-rated.js';
import type { RatingScore, TicketId } from '../../events/ticket-words.js';
import { RatingIsFinal } from './closing.errors.js';

/** For how long a requester may think again. */
export const changeableForDays = 14;

export interface RatingWords {
  readonly score: RatingScore;
  /** 1 to 2,000 characters; null for none. */
  readonly comment: string | null;
}

/** How the requester found the answer to a request: one for each request. */
@Entity({ schema: 'support', tableName: 'rating' })
export class Rating extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly ticketId: TicketId;
  @Property({ type: 'uuid' })
  readonly organizationId: OrganizationId;
  @Property({ type: 'uuid' })
  readonly ratedById: UserId;
  @Property({ type: 'text' })
  readonly score: RatingScore;
  @Property({ type: 'text', nullable: true })
  readonly comment: string | null;
  @Property({ type: 'datetime' })
  readonly ratedAt: Date;
  @Property({ type: 'datetime' })
  readonly changedAt: Date;

  private constructor(of: Rated, { score, comment }: RatingWords, now: Date) {
    super();
    this.ticketId = of.ticketId;
    this.organizationId = of.organizationId;
    this.ratedById = of.ratedById;
    this.score = score;
    this.comment = comment;
    this.ratedAt = now;
    this.changedAt = now;
  }

  static give(of: Rated, words: RatingWords, now: Date): Rating {
    const rating = new Rating(of, words, now);
    rating.tell(now);
    return rating;
  }

  /** The same again changes nothing. @throws RatingIsFinal more than {@link changeableForDays} days after the first */
  rethink({ score, comment }: RatingWords, now: Date): void {
    if (score === this.score && comment === this.comment) return;
    if (now > later(this.ratedAt, changeableForDays * day)) throw RatingIsFinal.after(changeableForDays);
    change<Rating>(this, { score, comment, changedAt: now });
    this.tell(now);
  }

  private tell(now: Date): void {
    const { ticketId, organizationId, score } = this;
    this.raise(TicketRated.of({ ticketId, organizationId, score }, now));
  }
}

interface Rated {
  readonly ticketId: TicketId;
  readonly organizationId: OrganizationId;
  readonly ratedById: UserId;
}
