import { Injectable } from '@nestjs/common';
import { Clock, later, second } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

const firstId = '00000000-0000-0000-0000-000000000000';

/** How many licenses one statement looks at. */
const atATime = 1_000;

interface Demanding {
  readonly policyId: string;
  readonly heartbeatSeconds: number;
}

/** Finds licenses whose places are free by the clock, while it is not yet written down. */
@Injectable()
export class FindLapses {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** Ids of at most `most` licenses with leases that ran out. */
  async runOut(most: number): Promise<readonly string[]> {
    const found = await this.database.many<{ id: string }>(sql`
      select distinct e.license_id as id from licensing.lease e
      where e.returned_at is null and e.expires_at <= ${this.clock.now()} limit ${most}`);
    return found.map(({ id }) => id);
  }

  /**
   * Ids of the licenses with silent machines, some at a time. When a machine was last seen has no index, so that writing
   * it stays cheap: a walk keeps each statement short among millions of them.
   */
  async *silent(): AsyncGenerator<readonly string[]> {
    const policies = await this.database.many<Demanding>(sql`
      select id as "policyId", heartbeat_seconds as "heartbeatSeconds" from licensing.policy
      where heartbeat_seconds is not null`);
    for (const policy of policies) yield* this.silentUnder(policy);
  }

  // Joined sideways with a limit, one machine of each license is looked up by index. An `exists` here is planned as one
  // search for all silent machines there are, which reads the whole table with every statement.
  private async *silentUnder({ policyId, heartbeatSeconds }: Demanding): AsyncGenerator<readonly string[]> {
    const since = later(this.clock.now(), -heartbeatSeconds * second);
    for (let after: string | undefined = firstId; after !== undefined; ) {
      const rows: { id: string; lapsed: boolean }[] = await this.database.many(sql`
        select l.id, silent.id is not null as lapsed
        from (
          select id from licensing.license where policy_id = ${policyId}::uuid and id > ${after}::uuid
          order by id limit ${atATime}) l
        left join lateral (
          select i.id from licensing.installation i
          where i.license_id = l.id and i.released_at is null and i.last_seen_at < ${since}
            and coalesce(i.offline_until < ${since}, true)
          limit 1) silent on true
        order by l.id`);
      yield rows.filter(({ lapsed }) => lapsed).map(({ id }) => id);
      after = rows.length === atATime ? rows.at(-1)?.id : undefined;
    }
  }
}
