import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { type Id, newId, type UserId } from '../../../../kernel/ids.js';
import type { TicketId } from '../../events/ticket-words.js';

/** A member who sees a request whatever the organization's rule says, and gets the answers by mail. */
@Entity({ schema: 'support', tableName: 'follower' })
export class Follower extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id: Id<'follower'>;
  @Property({ type: 'uuid' })
  readonly ticketId: TicketId;
  @Property({ type: 'uuid' })
  readonly userId: UserId;
  @Property({ type: 'uuid' })
  readonly addedById: UserId;
  @Property({ type: 'datetime' })
  readonly followedAt: Date;

  private constructor(ticketId: TicketId, userId: UserId, addedById: UserId, now: Date) {
    super();
    this.id = newId<Id<'follower'>>();
    this.ticketId = ticketId;
    this.userId = userId;
    this.addedById = addedById;
    this.followedAt = now;
  }

  /** @param who.addedById the follower, or the requester who added a colleague */
  static add(
    ticketId: TicketId,
    who: { readonly userId: UserId; readonly addedById: UserId },
    now: Date,
  ): Follower {
    return new Follower(ticketId, who.userId, who.addedById, now);
  }
}
