import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import type { DataSubject } from '../../../../platform/personal-data/subject-condition.js';
import { OwnersRemain } from '../people/owners-remain.js';

/** A user as the tables of all modules know them. */
@Injectable()
export class DataSubjects {
  constructor(
    private readonly em: EntityManager,
    private readonly owners: OwnersRemain,
  ) {}

  /** Ask before you lock the user. @throws LastOwner when colleagues would have no owner */
  ensureDispensable(userId: UserId): Promise<void> {
    return this.owners.ensureWithout(userId);
  }

  async of(userId: UserId): Promise<DataSubject> {
    const [user] = await this.em.execute<{ email: string | null; username: string | null }[]>(
      'select email, username from identity.user where id = ?',
      [userId],
    );
    const merged = await this.em.execute<{ id: string }[]>(
      `with recursive part as (
         select id from identity.user where merged_into = ?
         union select u.id from identity.user u join part p on u.merged_into = p.id)
       select id from part`,
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
    return {
      userIds: [userId, ...merged.map(({ id }) => id)],
      email: user?.email ?? null,
      username: user?.username ?? null,
      organizationIds: alone.map(({ id }) => id),
    };
  }
}
