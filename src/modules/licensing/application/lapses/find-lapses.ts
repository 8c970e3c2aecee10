import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** Finds licenses whose places are free by the clock, while it is not yet written down. */
@Injectable()
export class FindLapses {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** Ids of at most `most` licenses with silent machines, and of as many with leases that ran out. */
  async execute(most: number): Promise<ReadonlySet<string>> {
    const now = this.clock.now();
    const found = await this.database.many<{ id: string }>(sql`
      (select distinct i.license_id as id
        from licensing.policy y
          join licensing.license l on l.policy_id = y.id
          join licensing.installation i on i.license_id = l.id
        where y.heartbeat_seconds is not null and i.released_at is null
          and greatest(i.last_seen_at, coalesce(i.offline_until, i.last_seen_at))
            < ${now}::timestamptz - make_interval(secs => y.heartbeat_seconds)
        limit ${most})
      union
      (select distinct e.license_id as id from licensing.lease e
        where e.returned_at is null and e.expires_at <= ${now} limit ${most})`);
    return new Set(found.map(({ id }) => id));
  }
}
