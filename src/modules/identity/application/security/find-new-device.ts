import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** The session that a notice tells of. */
export interface NewDevice {
  readonly userAgent: string | null;
  readonly kind: 'page' | 'api';
  readonly createdAt: Date;
}

@Injectable()
export class FindNewDevice {
  constructor(private readonly database: ReadDatabase) {}

  /** Null once the session is forgotten. */
  execute(sessionId: string): Promise<NewDevice | null> {
    return this.database.one<NewDevice>(sql`
      select user_agent as "userAgent", kind, created_at as "createdAt"
      from identity.session where id = ${sessionId}`);
  }
}
