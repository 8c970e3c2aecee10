import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

export interface ShownHeldReply {
  readonly id: string;
  readonly body: string;
  readonly fileNames: readonly string[];
  readonly deliverAt: Date;
}

/** A held reply, as pages of other requests tell it. */
export interface HeldElsewhere {
  readonly id: string;
  readonly ticketId: string;
  readonly number: string;
  readonly deliverAt: Date;
}

/** Replies that can still be taken back; nobody but their author ever reads them. */
@Injectable()
export class ShowHeldReplies {
  constructor(private readonly database: ReadDatabase) {}

  /** Those of the actor at a request, in the order in which they go out. */
  async of({ userId }: StaffActor, ticketId: string): Promise<ShownHeldReply[]> {
    return await this.database.many<ShownHeldReply>(sql`
      select id, body, deliver_at as "deliverAt",
        array(select file ->> 'fileName' from jsonb_array_elements(files) file) as "fileNames"
      from support.held_reply where author_id = ${userId} and ticket_id = ${ticketId}
      order by deliver_at, id limit 20`);
  }

  /** Those of the actor at other requests, which the page of this one offers to take back; null: any other page. */
  async elsewhere({ userId }: StaffActor, ticketId: string | null): Promise<HeldElsewhere[]> {
    return await this.database.many<HeldElsewhere>(sql`
      select h.id, h.ticket_id as "ticketId", t.number, h.deliver_at as "deliverAt"
      from support.held_reply h join support.ticket t on t.id = h.ticket_id
      where h.author_id = ${userId} and h.ticket_id is distinct from ${ticketId}::uuid
      order by h.deliver_at, h.id limit 5`);
  }
}
