import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { RecoveryCodes } from '../factors/recovery-codes.js';
import { EndWhatAPasswordOpened } from './end-what-a-password-opened.js';

/** Uses the recovery code up, replaces the password, and ends every session; false when the code is none. */
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
    readonly userId: UserId;
    readonly code: string;
    readonly passwordHash: string;
  }): Promise<boolean> {
    const { userId, code, passwordHash } = command;
    const user = await this.users.byId(userId);
    if (!(await this.codes.take(user.id, code))) return false;
    const now = this.clock.now();
    user.changePassword(passwordHash, now);
    await this.end.execute({ userId }, now);
    return true;
  }
}
