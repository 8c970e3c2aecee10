import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../kernel/ids.js';
import { RememberedDevice } from '../domain/remembered-device.js';

/** The factors that a user has, and whether a role asks for one. */
export interface FactorCount {
  readonly factors: number;
  readonly staff: boolean;
  /** True when the user's role in any organization asks for a second factor. */
  readonly asked: boolean;
}

@Injectable()
export class FactorRepository {
  constructor(private readonly em: EntityManager) {}

  /** Counts as stored. Lock the user first: of two removals at once the second must see the first. */
  async count(userId: UserId): Promise<FactorCount> {
    const [row] = await this.em.execute<FactorCount[]>(
      `select (case when u.totp_since is null then 0 else 1 end)
          + (select count(*)::int from identity.passkey p where p.user_id = u.id) as factors,
        u.staff_role is not null as staff,
        exists (select 1 from identity.membership m join identity.organization o on o.id = m.organization_id
          where m.user_id = u.id and m.removed_at is null and m.role = any(o.second_factor_roles)) as asked
      from identity.user u where u.id = ?`,
      [userId],
    );
    return row ?? { factors: 0, staff: false, asked: false };
  }

  /** True for a device that is remembered, while the password is the one that it was remembered with. */
  async isRemembered(userId: string, tokenHash: string, now: Date): Promise<boolean> {
    const rows = await this.em.execute(
      `select 1 from identity.remembered_device d join identity.user u on u.id = d.user_id
      where d.user_id = ? and d.token_hash = ? and d.expires_at > ?
        and d.created_at >= coalesce(u.password_changed_at, d.created_at)`,
      [userId, tokenHash, now],
    );
    return rows.length > 0;
  }

  async forgetDevices(userId: UserId): Promise<void> {
    await this.em.nativeDelete(RememberedDevice, { userId });
  }

  /** False when it is not one of the user's. */
  async forgetDevice(userId: UserId, id: string): Promise<boolean> {
    return (await this.em.nativeDelete(RememberedDevice, { userId, id })) > 0;
  }
}
