import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import { Recovery } from '../domain/recovery.js';
import { User } from '../domain/user.js';

@Injectable()
export class RecoveryRepository {
  constructor(private readonly em: EntityManager) {}

  /**
   * The recovery, locked: of an approval and a stop at once the second sees the first. Its owner is locked before, as
   * everywhere, so that two commands never wait for each other.
   * @throws NotFound
   */
  async byId(id: string): Promise<Recovery> {
    const [row] = await this.em.execute<{ user_id: UserId }[]>(
      'select user_id from identity.recovery where id = ?',
      [id],
    );
    if (row) await this.lockOwner(row.user_id);
    const recovery = await this.em.findOne(Recovery, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!recovery) throw NotFound.of('recovery');
    return recovery;
  }

  /** The user's open one, locked; null when there is none. */
  async openOf(userId: UserId): Promise<Recovery | null> {
    await this.lockOwner(userId);
    return this.em.findOne(
      Recovery,
      { userId, status: { $in: ['requested', 'approved'] } },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
  }

  /** Some whose wait is over and whose link is not sent, locked; those that another process works on are left out. */
  async due(now: Date, atMost: number): Promise<Recovery[]> {
    return this.em.find(
      Recovery,
      { status: 'approved', sentAt: null, readyAt: { $lte: now } },
      { limit: atMost, orderBy: { readyAt: 'asc' }, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    );
  }

  private async lockOwner(id: UserId): Promise<void> {
    await this.em.findOne(User, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }
}
