import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** Whether a colleague still waits for the first password; null when it is set, or the invitation revoked. */
@Injectable()
export class FindInvitedStaff {
  constructor(private readonly database: ReadDatabase) {}

  execute(userId: UserId): Promise<{ readonly id: UserId } | null> {
    return this.database.one(sql`
      select id from identity.user
      where id = ${userId} and staff_role is not null and password_hash is null and disabled_at is null`);
  }
}
