import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { periodAt, type UsageAllowance, usageIn } from '../../domain/usage-counter.js';

/** What a license used of something, in this period. */
export interface ShownUsage extends UsageAllowance {
  readonly used: number;
  /** When it begins again from 0; null: never. */
  readonly resetsAt: Date | null;
}

type Row = UsageAllowance & { readonly used: number | null; readonly periodBeganAt: Date | null };

/** Shows what is counted of a license. The caller has checked who may see it. */
@Injectable()
export class ShowUsage {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** By counter. */
  async execute(licenseId: string): Promise<ShownUsage[]> {
    const rows = await this.database.many<Row>(sql`
      select a.counter, a.allowance, a.period, u.used, u.period_began_at as "periodBeganAt"
      from licensing.license l
        join licensing.usage_allowance a on a.policy_id = l.policy_id
        left join licensing.usage_counter u on u.license_id = l.id and u.counter = a.counter
      where l.id = ${licenseId} order by a.counter`);
    return rows.map(({ used, periodBeganAt, ...allowance }) => {
      const { beganAt, endsAt } = periodAt(allowance.period, this.clock.now());
      const kept = used === null ? null : { used, periodBeganAt };
      return { ...allowance, used: usageIn(beganAt, kept).used, resetsAt: endsAt };
    });
  }
}
