import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import type { DataSubject } from '../../../../platform/personal-data/subject-condition.js';

/** A user as the tables of all modules know them. */
@Injectable()
export class DataSubjects {
  constructor(private readonly em: EntityManager) {}

  async of(userId: UserId): Promise<DataSubject> {
    const [user] = await this.em.execute<{ email: string | null }[]>(
      'select email from identity.user where id = ?',
      [userId],
    );
    // Alone: nobody else is or was let in, so what the organization has is this person's.
    const alone = await this.em.execute<{ id: string }[]>(
      `select m.organization_id as id from identity.membership m
       where m.user_id = ? and m.removed_at is null
         and not exists (select 1 from identity.membership o
           where o.organization_id = m.organization_id and o.user_id <> m.user_id and o.removed_at is null)
         and not exists (select 1 from identity.key_holder k
           where k.organization_id = m.organization_id and k.user_id <> m.user_id)`,
      [userId],
    );
    return { userId, email: user?.email ?? null, organizationIds: alone.map(({ id }) => id) };
  }

  /** True when the user is the only owner of an organization that has other members. */
  async isNeeded(userId: UserId): Promise<boolean> {
    const rows = await this.em.execute(
      `select 1 from identity.membership m
       where m.user_id = ? and m.role = 'owner' and m.removed_at is null
         and not exists (select 1 from identity.membership o where o.organization_id = m.organization_id
           and o.user_id <> m.user_id and o.role = 'owner' and o.removed_at is null)
         and exists (select 1 from identity.membership o where o.organization_id = m.organization_id
           and o.user_id <> m.user_id and o.removed_at is null) limit 1`,
      [userId],
    );
    return rows.length > 0;
  }
}
