import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { EndWhatAPasswordOpened } from './end-what-a-password-opened.js';

/** Stores the new password and ends the other sessions and open reset links. */
@Injectable()
export class CommitPassword {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly end: EndWhatAPasswordOpened,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(actor: SignedIn, passwordHash: string): Promise<void> {
    const now = this.clock.now();
    const { userId, sessionId } = actor;
    (await this.users.byId(userId)).changePassword(passwordHash, now);
    await this.end.execute({ userId, exceptSessionId: sessionId }, now);
    await recordAudit(this.em, now, { action: 'identity.password-changed', aboutUserId: userId });
  }
}
