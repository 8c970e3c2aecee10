import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { SeenNews } from '../../../platform/ports/seen-news.js';
import { MarkRead } from './mark-read.js';
import { UnreadCounts } from './unread-counts.js';

/** Marks as read what people found by themselves. It writes only when there is something to mark. */
@Injectable()
export class NoticeSeen extends SeenNews {
  constructor(
    private readonly database: ReadDatabase,
    private readonly markRead: MarkRead,
    private readonly counts: UnreadCounts,
  ) {
    super();
  }

  /** Marks those whose newest message is among these: what came in while the page was made stays unread. */
  async answers(actor: CustomerActor, messageIds: readonly string[]): Promise<number | null> {
    const unread = await this.database.one(sql`
      select 1 as unread from notifications.notification
      where user_id = ${actor.userId} and organization_id = ${actor.organizationId} and read_at is null
        and kind = 'reply' and place_id = any(${[...messageIds]}::uuid[])
      limit 1`);
    if (!unread) return null;
    await this.markRead.answersAt(actor, messageIds);
    return await this.counts.anew(actor);
  }
}
