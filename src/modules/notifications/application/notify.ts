import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import type { NotificationKind } from './notification-kind.js';
import { tellBells } from './unread-counts.js';

export interface News {
  readonly kind: NotificationKind;
  readonly subjectId: string;
  /** Where on the page of the subject it stands: the message of a reply. */
  readonly placeId?: string;
  readonly occurredAt: Date;
}

export interface Reader {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
}

/**
 * Puts news into people's notification centres. News about the same thing takes the place of the older one, so that ten
 * answers to a request are one line; the same event twice changes nothing.
 */
@Injectable()
export class Notify {
  constructor(readonly em: EntityManager) {}

  @Transactional()
  async execute({ kind, subjectId, placeId, occurredAt }: News, readers: readonly Reader[]): Promise<void> {
    if (readers.length === 0) return;
    const rows = readers.map(({ userId, organizationId }) => ({ id: newId(), userId, organizationId }));
    await this.em.execute(
      `with told as (
        insert into notifications.notification as n
          (id, user_id, organization_id, kind, subject_id, place_id, occurred_at)
        select distinct on ("userId", "organizationId") id, "userId", "organizationId", ?, ?::uuid, ?::uuid, ?::timestamptz
        from jsonb_to_recordset(?::jsonb) as r (id uuid, "userId" uuid, "organizationId" uuid)
        on conflict (user_id, organization_id, kind, subject_id) do update
          set place_id = excluded.place_id, occurred_at = excluded.occurred_at, read_at = null
          where n.occurred_at < excluded.occurred_at
        returning user_id, organization_id)
      ${tellBells('told')}`,
      [kind, subjectId, placeId ?? null, occurredAt, JSON.stringify(rows)],
    );
  }
}
