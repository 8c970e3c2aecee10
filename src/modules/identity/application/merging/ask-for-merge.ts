import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { AccountMerge } from '../../domain/account-merge.js';
import { MergeRefused } from '../../domain/merge.errors.js';
import { FindMergePartner } from './find-merge-partner.js';

const perUser = declareLimit({ name: 'identity.merge', points: 5, perSeconds: 3_600 });

/** Asks another account to become one with the actor's. Whether there is such an account is never said. */
@Injectable()
export class AskForMerge {
  constructor(
    readonly em: EntityManager,
    private readonly partners: FindMergePartner,
    private readonly limits: RateLimits,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * @param other e-mail address, username or serial number as typed
   * @throws MergeRefused when it is the actor's own. @throws TooManyAttempts above five an hour
   */
  @Transactional()
  async execute(actor: CustomerActor, other: string): Promise<void> {
    await this.limits.consume(perUser, actor.userId);
    const secondId = await this.partners.execute(other);
    if (secondId === actor.userId) throw MergeRefused.because('same');
    const merge = AccountMerge.ask({ firstId: actor.userId, secondId, now: this.clock.now() });
    this.em.persist(merge);
    await this.audit.record({
      action: 'identity.merge-asked',
      aboutUserId: actor.userId,
      objectId: merge.id,
    });
  }
}
