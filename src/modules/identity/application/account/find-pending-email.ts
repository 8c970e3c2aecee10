import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';

/** The address that a user asked for and has not proved. */
@Injectable()
export class FindPendingEmail {
  constructor(private readonly database: ReadDatabase) {}

  execute(userId: string): Promise<Recipient | null> {
    return this.database.one<Recipient>(sql`
      select u.id as "userId", u.name, u.pending_email as email, coalesce(u.locale, 'en') as locale,
        u.time_zone as "timeZone"
      from identity.user u
      where u.id = ${userId} and u.pending_email is not null and u.disabled_at is null`);
  }
}
