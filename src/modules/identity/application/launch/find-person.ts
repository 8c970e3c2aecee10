import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** What must not be in the password of a person. */
@Injectable()
export class FindPerson {
  constructor(private readonly database: ReadDatabase) {}

  async wordsOf(userId: string): Promise<(string | null)[]> {
    const row = await this.database.one<{ name: string; username: string | null; email: string | null }>(
      sql`select name, username, email from identity.user where id = ${userId}`,
    );
    return row ? [row.name, row.username, row.email] : [];
  }
}
