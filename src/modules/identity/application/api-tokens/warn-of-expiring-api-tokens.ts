import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';

const atOnce = 200;

/** Tells people a week and a day before their tokens end. The mark and the event are one transaction: never twice. */
@Injectable()
export class WarnOfExpiringApiTokens {
  constructor(
    readonly em: EntityManager,
    private readonly tokens: ApiTokenRepository,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    while ((await this.warnSome()) === atOnce);
  }

  @Transactional()
  private async warnSome(): Promise<number> {
    const now = this.clock.now();
    const due = await this.tokens.toWarn(now, atOnce);
    for (const token of due) token.warn(now);
    return due.length;
  }
}
