import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';

/** Whom a request for a reset means: the proved address of the user, or nobody. */
@Injectable()
export class FindResetRecipient {
  constructor(private readonly database: ReadDatabase) {}

  execute(requestId: string): Promise<Recipient | null> {
    return this.database.one<Recipient>(sql`
      select u.id as "userId", u.name, u.email, coalesce(u.locale, 'en') as locale, u.time_zone as "timeZone"
      from identity.reset_request r
        join identity.user u on case
          when r.license_id is not null
            then u.id = (select k.user_id from identity.key_holder k where k.license_id = r.license_id)
          when position('@' in r.login) > 0 then lower(u.email) = r.login
          else lower(u.username collate "C") = r.login end
      where r.id = ${requestId} and u.email is not null and u.disabled_at is null`);
  }
}
