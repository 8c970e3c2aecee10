import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { User } from '../../domain/user.js';
import type { FactorChange } from '../../events/second-factor-changed.js';
import { FactorRepository } from '../../persistence/factor.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';

/**
 * What follows each change of factors, in the caller's transaction: the other sessions and the remembered devices end
 * (row ID-4), the change is recorded, and a mail tells it.
 */
@Injectable()
export class SealFactorChange {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly factors: FactorRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @param objectId the passkey, where it is one */
  async execute(
    actor: SignedIn,
    user: User,
    change: FactorChange,
    objectId: string | null = null,
  ): Promise<void> {
    const now = this.clock.now();
    user.noteFactorChange(change, now);
    await this.sessions.end({ userId: user.id, exceptId: actor.sessionId }, now);
    await this.factors.forgetDevices(user.id);
    await this.audit.record({ action: `identity.${change}`, aboutUserId: user.id, objectId });
  }
}
