import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';

/**
 * Deletes tickets 30 days after their end, until when their address can be armed again; and what somebody received of
 * a file after 90 days when it is not whole, after 24 months when it is.
 */
@Injectable()
export class ForgetTickets {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(): Promise<void> {
    const now = this.clock.now();
    await this.em.execute('delete from downloads.ticket where expires_at < ?', [later(now, -30 * day)]);
    await this.em.execute(
      'delete from downloads.received where touched_at < case when completed_at is null then ?::timestamptz else ?::timestamptz end',
      [later(now, -90 * day), later(now, -730 * day)],
    );
  }
}
