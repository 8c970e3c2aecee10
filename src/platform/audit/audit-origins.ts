import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../kernel/clock.js';
import { Repeats } from '../queue/jobs.js';

const atOnce = 5_000;

/** Where people came from, as the audit log knows it for 90 days. */
@Injectable()
export class AuditOrigins {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Forgets network, device and the salt with which one could guess them. The chain holds: it has their digest. */
  @Repeats('platform.forget-audit-origins', day)
  async forget(): Promise<void> {
    const before = later(this.clock.now(), -90 * day);
    while ((await this.forgetSome(before)) === atOnce);
  }

  private async forgetSome(before: Date): Promise<number> {
    const forgotten = await this.em.execute<object[]>(
      `update platform.audit_entry set network = null, user_agent = null, origin_salt = null
       where id in (select id from platform.audit_entry
         where origin_salt is not null and at < ? order by at limit ?) returning id`,
      [before, atOnce],
    );
    return forgotten.length;
  }
}
