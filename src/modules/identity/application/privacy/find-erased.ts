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
}
