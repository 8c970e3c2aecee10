import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { UserRepository } from '../../persistence/user.repository.js';

const perUser = declareLimit({ name: 'identity.email-proof', points: 5, perSeconds: 3_600 });

/**
 * Asks for another e-mail address: a link goes to the new one, a notice to the old one, and nothing changes before the
 * link is used. Whether the address is somebody else's shows only to who proves it.
 */
@Injectable()
export class RequestEmail {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming `email`. @throws TooManyAttempts above five an hour */
  @Transactional()
  async execute(actor: SignedIn, text: string): Promise<void> {
    const email = emailAddress(text);
    await this.limits.consume(perUser, actor.userId);
    const now = this.clock.now();
    (await this.users.byId(actor.userId)).requestEmail(email, now);
    await recordAudit(this.em, now, { action: 'identity.email-requested', aboutUserId: actor.userId });
  }
}
