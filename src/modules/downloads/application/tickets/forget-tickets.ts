import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';

/** Deletes tickets 30 days after their end; until then their address can be armed again. */
@Injectable()
export class ForgetTickets {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(): Promise<void> {
    const until = later(this.clock.now(), -30 * day);
    await this.em.execute('delete from downloads.ticket where expires_at < ?', [until]);
  }
}
