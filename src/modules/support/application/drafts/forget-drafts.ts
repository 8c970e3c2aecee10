import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';

/** Forgets drafts that nobody touched for 30 days. */
@Injectable()
export class ForgetDrafts {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(): Promise<void> {
    const before = later(this.clock.now(), -30 * day);
    await this.em.execute('delete from support.draft where saved_at < ?', [before]);
  }

  /** All of somebody who left: nobody else ever reads them. */
  @Transactional()
  async ofLeaver(userId: UserId): Promise<void> {
    await this.em.execute('delete from support.draft where user_id = ?', [userId]);
  }
}
