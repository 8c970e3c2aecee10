import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, later, minute } from '../../../../kernel/clock.js';
import { log } from '../../../../platform/logging/log.js';
import { SessionRepository } from '../../persistence/session.repository.js';

/** Notes that a session is in use, at most once a minute, and without making the request wait. */
@Injectable()
export class TouchSession {
  private readonly underWay = new Set<string>();

  constructor(
    readonly em: EntityManager,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  inPassing(sessionId: string, lastSeenAt: Date): void {
    if (later(lastSeenAt, minute) > this.clock.now() || this.underWay.has(sessionId)) return;
    this.underWay.add(sessionId);
    this.execute(sessionId)
      // Nothing is lost: the next request notes it.
      .catch((error: unknown) => log.warn({ err: error }, 'a session could not be noted as seen'))
      .finally(() => this.underWay.delete(sessionId));
  }

  @Transactional()
  async execute(sessionId: string): Promise<void> {
    const now = this.clock.now();
    await this.sessions.touch(sessionId, later(now, -minute), now);
  }
}
