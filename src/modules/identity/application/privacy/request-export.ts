import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { DataExport } from '../../domain/data-export.js';

const perUser = declareLimit({ name: 'identity.data-export', points: 5, perSeconds: 86_400 });

/** Asks for a copy of the actor's data; the worker makes it, and a mail tells when it is ready. */
@Injectable()
export class RequestExport {
  constructor(
    readonly em: EntityManager,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyAttempts above five a day */
  @Transactional()
  async execute(actor: SignedIn): Promise<{ readonly id: string }> {
    await this.limits.consume(perUser, actor.userId);
    const now = this.clock.now();
    const wanted = DataExport.request(actor.userId, now);
    this.em.persist(wanted);
    const action = 'identity.data-export-requested';
    await recordAudit(this.em, now, { action, aboutUserId: actor.userId, objectId: wanted.id });
    return { id: wanted.id };
  }
}
