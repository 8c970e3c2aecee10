import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { OrganizationRepository } from '../../persistence/organization.repository.js';

const perUser = declareLimit({ name: 'identity.claim-code', points: 5, perSeconds: 3_600 });

/** Has a new code mailed to the contact of the purchase; the one before stops working. */
@Injectable()
export class RequestClaimCode {
  constructor(
    readonly em: EntityManager,
    private readonly organizations: OrganizationRepository,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyAttempts above five an hour */
  @Transactional()
  async execute(actor: CustomerActor): Promise<void> {
    await this.limits.consume(perUser, actor.userId);
    (await this.organizations.keyHolderOfUser(actor.userId))?.requestProof(this.clock.now());
  }
}
