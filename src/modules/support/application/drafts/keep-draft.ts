import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../../../kernel/ids.js';

export interface KeptDraft {
  readonly userId: string;
  /** Null: of a new request. */
  readonly ticketId: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly savedAt: Date;
}

/** In place of what was kept before, in the caller's transaction. */
export async function keepDraft(em: EntityManager, draft: KeptDraft): Promise<void> {
  await em.execute(
    `insert into support.draft (id, user_id, ticket_id, fields, saved_at) values (?, ?, ?, ?::jsonb, ?)
      on conflict (user_id, ticket_id) do update set fields = excluded.fields, saved_at = excluded.saved_at`,
    [newId(), draft.userId, draft.ticketId, JSON.stringify(draft.fields), draft.savedAt],
  );
}
