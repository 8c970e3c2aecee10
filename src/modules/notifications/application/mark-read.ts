import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import type { NotificationKind } from './notification-kind.js';
import { tellBells } from './unread-counts.js';

type Whose = { readonly userId: UserId; readonly organizationId: OrganizationId };

/** Marks a person's own notifications as read; those of others, and unknown ones, stay as they are. */
@Injectable()
export class MarkRead {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** All that happened until then: what came in while the page was open stays unread. */
  @Transactional()
  async upTo(whose: Whose, until: Date): Promise<void> {
    await this.mark(whose, 'occurred_at <= ?', [until]);
  }

  @Transactional()
  async these(whose: Whose, ids: readonly string[]): Promise<void> {
    await this.mark(whose, 'id = any(?::uuid[])', [`{${ids.join(',')}}`]);
  }

  /** What is told of a thing, by whoever dealt with it meanwhile. */
  @Transactional()
  async about(whose: Whose, kind: NotificationKind, subjectId: string): Promise<void> {
    await this.mark(whose, 'kind = ? and subject_id = ?', [kind, subjectId]);
  }

  /** Answers whose newest message is among these. */
  @Transactional()
  async answersAt(whose: Whose, messageIds: readonly string[]): Promise<void> {
    await this.mark(whose, `kind = 'reply' and place_id = any(?::uuid[])`, [`{${messageIds.join(',')}}`]);
  }

  private async mark({ userId, organizationId }: Whose, which: string, values: readonly unknown[]) {
    await this.em.execute(
      `with marked as (
        update notifications.notification set read_at = ?
        where user_id = ? and organization_id = ? and read_at is null and ${which}
        returning user_id, organization_id)
      ${tellBells('(select distinct * from marked) whose')}`,
      [this.clock.now(), userId, organizationId, ...values],
    );
  }
}
