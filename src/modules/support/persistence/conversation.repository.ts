import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Follower } from '../domain/followers/follower.js';
import type { Ticket } from '../domain/ticket.js';
import { everyone, Visibility } from '../domain/visibility/visibility.js';

/** Moves what was said in one request to another one, in the transaction that merges them. */
@Injectable()
export class ConversationRepository {
  constructor(private readonly em: EntityManager) {}

  async followersOf({ id: ticketId }: Ticket): Promise<string[]> {
    const followers = await this.em.find(Follower, { ticketId });
    return followers.map(({ userId }) => userId);
  }

  /** True when all members of the organization see its requests. */
  async isOpenToAll({ organizationId }: Ticket): Promise<boolean> {
    const rule = await this.em.findOne(Visibility, { organizationId });
    return (rule?.mode ?? everyone.mode) === everyone.mode;
  }

  /**
   * Messages with their files, also those that are not sent yet, notes, mails, incidents, links and drafts; what the request is about, where the other one does
   * not say it; followers, where that shows nothing new to them.
   */
  async move(source: Ticket, target: Ticket, what: { readonly followers: boolean }): Promise<void> {
    const ids = [target.id, source.id];
    for (const table of whole)
      await this.em.execute(`update support.${table} set ticket_id = ? where ticket_id = ?`, ids);
    await this.em.execute('update support.merged_ticket set into_id = ? where into_id = ?', ids);
    for (const [table, each] of what.followers ? [...alone, followed] : alone) {
      const same = each ? `and g.${each} = f.${each}` : '';
      await this.em.execute(
        `update support.${table} f set ticket_id = ? where f.ticket_id = ? and not exists
          (select 1 from support.${table} g where g.ticket_id = ? ${same})`,
        [...ids, target.id],
      );
    }
    for (const [here, there] of linkEnds)
      await this.em.execute(
        `update support.ticket_link f set ${here} = ? where f.${here} = ? and f.${there} <> ? and not exists
          (select 1 from support.ticket_link g where g.${here} = ? and g.${there} = f.${there})`,
        [...ids, target.id, target.id],
      );
    await this.em.execute('delete from support.ticket_link where ? in (ticket_id, other_id)', [source.id]);
    for (const table of ['follower', 'incident_ticket'])
      await this.em.execute(`delete from support.${table} where ticket_id = ?`, [source.id]);
  }
}

// Goes over as it is.
const whole = ['message', 'internal_note', 'inbound_mail', 'held_reply', 'waiting_file'] as const;
// What a request has once, for each of these: that of the other one stays where it is.
const alone = [
  ['incident_ticket', 'incident_id'],
  ['draft', 'user_id'],
  ['ticket_topic', null],
] as const;
const followed = ['follower', 'user_id'] as const;
const linkEnds = [
  ['ticket_id', 'other_id'],
  ['other_id', 'ticket_id'],
] as const;
