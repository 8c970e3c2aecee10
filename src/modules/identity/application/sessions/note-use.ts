import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, later, minute } from '../../../../kernel/clock.js';
import { log } from '../../../../platform/logging/log.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';

/** A credential that just worked. `network` is the address it was used from; sessions keep none of it. */
export interface Use {
  readonly of: 'session' | 'token';
  readonly id: string;
  readonly lastAt: Date | null;
  readonly network?: string;
}

/** Notes that a session or an API token is in use, at most once a minute, and without making the request wait. */
@Injectable()
export class NoteUse {
  private readonly underWay = new Set<string>();

  constructor(
    readonly em: EntityManager,
    private readonly sessions: SessionRepository,
    private readonly apiTokens: ApiTokenRepository,
    private readonly clock: Clock,
  ) {}

  inPassing(use: Use): void {
    const { id, lastAt } = use;
    if ((lastAt && later(lastAt, minute) > this.clock.now()) || this.underWay.has(id)) return;
    this.underWay.add(id);
    this.execute(use)
      // Nothing is lost: the next request notes it.
      .catch((error: unknown) => log.warn({ err: error }, 'the use of a credential could not be noted'))
      .finally(() => this.underWay.delete(id));
  }

  @Transactional()
  async execute({ of, id, network = '' }: Use): Promise<void> {
    const now = this.clock.now();
    const before = later(now, -minute);
    if (of === 'token') await this.apiTokens.touch({ id, network, usedBefore: before, now });
    else await this.sessions.touch(id, before, now);
  }
}
