import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Follower } from '../domain/followers/follower.js';
import type { Ticket } from '../domain/ticket.js';
import { everyone, Visibility } from '../domain/visibility/visibility.js';

/** Moves what was said in one request to another one, in the transaction that merges them. */
@Injectable()
export class ConversationRepository {
  constructor(private readonly em: EntityManager) {}

  /** The request of a reference, or the one that it was merged into; null when there is none. */
  async idOf(number: string): Promise<string | null> {
    const [row]: { id: string }[] = await this.em.execute(
      `select coalesce(x.into_id, t.id) as id from support.ticket t
        left join support.merged_ticket x on x.ticket_id = t.id where t.number = upper(?)`,
      [number],
    );
    return row?.id ?? null;
  }

  async followersOf({ id: ticketId }: Ticket): Promise<string[]> {
    const followers = await this.em.find(Follower, { ticketId });
    return followers.map(({ userId }) => userId);
  }

  /** True when all members of the organization see its requests. */
  async isOpenToAll({ organizationId }: Ticket): Promise<boolean> {
    const rule = await this.em.findOne(Visibility, { organizationId });
    return (rule?.mode ?? everyone.mode) === everyone.mode;
  }

  /** Messages with their files, and notes; followers where that shows nothing new to them. */
  async move(source: Ticket, target: Ticket, what: { readonly followers: boolean }): Promise<void> {
    const ids = [target.id, source.id];
    await this.em.execute('update support.message set ticket_id = ? where ticket_id = ?', ids);
    await this.em.execute('update support.internal_note set ticket_id = ? where ticket_id = ?', ids);
    await this.em.execute('update support.merged_ticket set into_id = ? where into_id = ?', ids);
    if (what.followers)
      await this.em.execute(
        `update support.follower f set ticket_id = ? where f.ticket_id = ? and not exists
          (select 1 from support.follower g where g.ticket_id = ? and g.user_id = f.user_id)`,
        [...ids, target.id],
      );
    await this.em.execute('delete from support.follower where ticket_id = ?', [source.id]);
  }
}
