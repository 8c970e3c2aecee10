import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';

const atOnce = 100;

/** Has the links sent of recoveries whose 24 hours are over and that nobody stopped. */
@Injectable()
export class SendDueRecoveries {
  constructor(
    readonly em: EntityManager,
    private readonly recoveries: RecoveryRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(): Promise<void> {
    const now = this.clock.now();
    for (const recovery of await this.recoveries.due(now, atOnce)) recovery.sendWhenReady(now);
  }
}
