import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';

/** Whom to tell that their claim gave way; null where no address was on file. */
@Injectable()
export class FindEviction {
  constructor(private readonly database: ReadDatabase) {}

  recipientOf(evictionId: string): Promise<Recipient | null> {
    return this.database.one<Recipient>(sql`
      select null as "userId", e.email, '' as name, coalesce(e.locale, 'en') as locale, u.time_zone as "timeZone"
      from identity.eviction e join identity.user u on u.id = e.user_id
      where e.id = ${evictionId} and e.email is not null`);
  }
}
