import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';

/**
 * A new password ends what the old one opened: sessions, sign-ins that wait for their second factor, and links to reset
 * it. In the caller's transaction, which holds the user's row.
 */
@Injectable()
export class EndWhatAPasswordOpened {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly links: OneTimeLinkRepository,
  ) {}

  /** @param of.exceptSessionId the session that changes the password goes on */
  async execute(
    of: { readonly userId: UserId; readonly exceptSessionId?: string },
    now: Date,
  ): Promise<void> {
    const { userId, exceptSessionId = null } = of;
    await this.sessions.end({ userId, exceptId: exceptSessionId }, now);
    for (const purpose of ['password-reset', 'sign-in'] as const)
      await this.links.voidOpen(purpose, { userId }, now);
  }
}
