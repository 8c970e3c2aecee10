import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { ApiToken } from '../../domain/api-token.js';
import { Eviction } from '../../domain/eviction.js';
import { OneTimeLink } from '../../domain/one-time-link.js';
import { PasskeyChallenge } from '../../domain/passkey-challenge.js';
import { RememberedDevice } from '../../domain/remembered-device.js';
import { ResetRequest } from '../../domain/reset-request.js';
import { Session } from '../../domain/session.js';
import { StepUpProof } from '../../domain/step-up-proof.js';

/**
 * Deletes what is over: links after 30 days, reset requests and proofs after one, sessions and API tokens 90 days after
 * their end.
 */
@Injectable()
export class ForgetOldSecrets {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(): Promise<void> {
    const now = this.clock.now();
    await this.em.nativeDelete(ResetRequest, { requestedAt: { $lt: later(now, -day) } });
    await this.em.nativeDelete(OneTimeLink, { expiresAt: { $lt: later(now, -30 * day) } });
    await this.em.nativeDelete(StepUpProof, { expiresAt: { $lt: later(now, -day) } });
    await this.em.nativeDelete(PasskeyChallenge, { expiresAt: { $lt: later(now, -day) } });
    await this.em.nativeDelete(RememberedDevice, { expiresAt: { $lt: now } });
    await this.em.execute('delete from identity.spent_launch where expires_at < ?', [now]);
    await this.em.nativeDelete(Eviction, { evictedAt: { $lt: later(now, -30 * day) } });
    const over = { $lt: later(now, -90 * day) };
    await this.em.nativeDelete(Session, { expiresAt: over });
    await this.em.nativeDelete(ApiToken, { $or: [{ expiresAt: over }, { revokedAt: over }] });
  }
}
