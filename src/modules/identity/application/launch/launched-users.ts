import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { SignInRefused } from '../../domain/identity.errors.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Gives a user a new password and ends every session and open reset link, in the caller's transaction. */
@Injectable()
export class LaunchedUsers {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws SignInRefused for a disabled account */
  async replacePassword(userId: string, passwordHash: string): Promise<void> {
    const now = this.clock.now();
    const user = await this.users.byId(userId);
    if (user.disabledAt !== null) throw SignInRefused.asAlways();
    user.changePassword(passwordHash, now);
    await this.sessions.end({ userId: user.id }, now);
    await this.links.voidOpen('password-reset', { userId: user.id }, now);
  }
}
