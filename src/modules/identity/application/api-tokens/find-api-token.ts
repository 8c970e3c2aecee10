import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** What mails say of a token. */
export interface ApiTokenInMail {
  readonly name: string;
  readonly prefix: string;
  readonly expiresAt: Date;
  /** True when it works and has no successor. */
  readonly isCurrent: boolean;
}

@Injectable()
export class FindApiToken {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** The token, or null. */
  execute(id: string): Promise<ApiTokenInMail | null> {
    return this.database.one<ApiTokenInMail>(sql`
      select a.name, a.prefix, a.expires_at as "expiresAt",
        a.revoked_at is null and a.replaced_at is null and a.expires_at > ${this.clock.now()} as "isCurrent"
      from identity.api_token a where a.id = ${id}`);
  }
}
