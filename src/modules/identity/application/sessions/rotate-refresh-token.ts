import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { RefreshToken } from '../../domain/refresh-token.js';
import { tokenHash } from '../../domain/secrets.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { newToken } from '../links/tokens.js';
import { AccessTokens, accessTokenSeconds } from './access-tokens.js';
import type { ApiSession } from './open-session.js';

/** Exchanges a refresh token; the second use of one ends the whole session, for a copy of it is about. */
@Injectable()
export class RotateRefreshToken {
  constructor(
    private readonly em: EntityManager,
    private readonly sessions: SessionRepository,
    private readonly tokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  /** Null when it is refused. It returns instead of throwing, because ending the session must be committed. */
  @Transactional()
  async execute(refreshToken: string): Promise<ApiSession | null> {
    const now = this.clock.now();
    const presented = await this.sessions.refreshToken(tokenHash(refreshToken));
    const session = presented && (await this.sessions.find(presented.sessionId));
    if (!presented || !session?.isAlive(now)) return null;
    if (presented.usedAt !== null) {
      session.end(now);
      await recordAudit(this.em, now, {
        action: 'identity.refresh-token-reused',
        outcome: 'refused',
        aboutUserId: session.userId,
        objectId: session.id,
      });
      return null;
    }
    presented.use(now);
    session.touch(now);
    const { token, hash } = newToken();
    this.em.persist(RefreshToken.issue({ sessionId: session.id, tokenHash: hash, now }));
    const accessToken = this.tokens.issue(session.id, session.userId);
    return {
      kind: 'api',
      userId: session.userId,
      accessToken,
      refreshToken: token,
      expiresInSeconds: accessTokenSeconds,
    };
  }
}
