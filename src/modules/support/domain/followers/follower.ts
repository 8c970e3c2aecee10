import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import { type Id, newId, type UserId } from '../../../../kernel/ids.js';
import type { TicketId } from '../../events/ticket-words.js';

/**
 * A member who gets the answers to a request by mail. Whom the requester added sees it whatever the organization's rule
 * says; who follows on their own account only as long as the rule shows it.
 */
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

  /** The requester adds who followed already. */
  addedBy(addedById: UserId): void {
    change<Follower>(this, { addedById });
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
