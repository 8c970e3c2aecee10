import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { reminderDays } from '../../domain/endings.js';

/** Finds licenses with an end whose stage of now is not settled. */
@Injectable()
export class FindEndings {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** Their ids in order, the next ones after an id, at most `limit`. */
  async after(id: string | null, limit: number): Promise<string[]> {
    const now = this.clock.now();
    const rows = await this.database.many<{ id: string }>(sql`
      select l.id from licensing.license l
      where l.status = 'active' and (l.expires_at is null or l.expires_at > ${now})
        and l.id > coalesce(${id}::uuid, '00000000-0000-0000-0000-000000000000')
        and (${this.unsettled('license', sql`l.expires_at`)}
          or ${this.unsettled('maintenance', sql`l.maintenance_ends_at`)})
      order by l.id limit ${limit}`);
    return rows.map((row) => row.id);
  }

  private unsettled(what: 'license' | 'maintenance', end: Statement): Statement {
    const now = this.clock.now();
    const [one, seven, thirty, sixty] = reminderDays;
    const ahead = (days: number): Date => later(now, days * day);
    return sql`(${end} > ${now} and ${end} <= ${ahead(sixty)} and not exists (
      select 1 from licensing.reminder r
      where r.license_id = l.id and r.what = ${what} and r.ends_at = ${end}
        and r.days = case when ${end} <= ${ahead(one)} then ${one}::int when ${end} <= ${ahead(seven)} then ${seven}::int
          when ${end} <= ${ahead(thirty)} then ${thirty}::int else ${sixty}::int end))`;
  }
}
