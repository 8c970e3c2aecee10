import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';

const keptDays = 90;

/** Finds batches that wait for a worker, and forgets the ones that are over. */
@Injectable()
export class TidyBatches {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Batches that were started and are not finished, at most 100: their job may be lost. */
  async unfinished(): Promise<string[]> {
    const rows = await this.em.execute<{ id: string }[]>(
      `select id from licensing.license_batch
       where started_at is not null and finished_at is null order by started_at limit 100`,
    );
    return rows.map(({ id }) => id);
  }

  /** The licenses stay; only what the file said is forgotten, 90 days after it came. */
  @Transactional()
  async forgetOld(): Promise<void> {
    await this.em.execute(
      `delete from licensing.license_batch
       where created_at < ? and (started_at is null or finished_at is not null)`,
      [later(this.clock.now(), -keptDays * day)],
    );
  }
}
