import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';

/** Whom the last mail goes to, as long as the erasure is remembered. */
@Injectable()
export class FindErased {
  constructor(private readonly database: ReadDatabase) {}

  execute(erasureId: string): Promise<Recipient | null> {
    return this.database.one<Recipient>(sql`
      select null as "userId", email, name, locale, 'UTC' as "timeZone" from identity.erasure
      where id = ${erasureId} and email is not null`);
  }

  /** Whether it was a colleague, who reads of answers and not of orders. */
  async wasStaff(erasureId: string): Promise<boolean> {
    const row = await this.database.one(sql`
      select 1 from identity.erasure e join identity.user u on u.id = e.user_id and u.staff_role is not null
      where e.id = ${erasureId}`);
    return row !== null;
  }
}
