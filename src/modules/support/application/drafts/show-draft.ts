import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

export interface Draft {
  readonly fields: Readonly<Record<string, string>>;
  readonly savedAt: Date;
}

/** What the actor typed and did not send; nobody else ever reads it. */
@Injectable()
export class ShowDraft {
  constructor(private readonly database: ReadDatabase) {}

  /** @param ticketId null: of a new request */
  async execute({ userId }: SignedIn, ticketId: string | null): Promise<Draft | null> {
    return await this.database.one<Draft>(sql`
      select fields, saved_at as "savedAt" from support.draft
      where user_id = ${userId} and ticket_id is not distinct from ${ticketId}::uuid`);
  }
}
