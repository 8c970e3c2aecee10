import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { newId, type UserId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from '../factors/recovery-codes.js';
import { EndWhatAPasswordOpened } from './end-what-a-password-opened.js';

/**
 * Uses the recovery code up, replaces the password, and ends every session; false when the code is none, or
 * nobody is meant, which takes the same work.
 */
@Injectable()
export class CommitRecovery {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly end: EndWhatAPasswordOpened,
    private readonly codes: RecoveryCodes,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    readonly userId: UserId | null;
    readonly code: string;
    readonly passwordHash: string;
  }): Promise<boolean> {
    const { userId, code, passwordHash } = command;
    const now = this.clock.now();
    // Refused before anybody is loaded and locked: the time must not tell whether an account is meant (A4).
    const meant = userId ?? newId<UserId>();
    const user = (await this.codes.has(meant, code)) ? await this.users.find(meant) : null;
    if (!user || !(await this.codes.take(user.id, code))) {
      const action = 'identity.recovery-code-refused';
      await recordAudit(this.em, now, { action, outcome: 'refused', aboutUserId: userId });
      return false;
    }
    user.changePassword(passwordHash, now);
    await this.end.execute({ userId: user.id }, now);
    await recordAudit(this.em, now, { action: 'identity.password-recovered', aboutUserId: user.id });
    return true;
  }
}
