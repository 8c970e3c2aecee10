import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ResetRequest } from '../../domain/reset-request.js';

/** Stores that somebody asked for a reset, the same for everybody. */
@Injectable()
export class RecordResetRequest {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    readonly login: string | null;
    readonly licenseId: string | null;
  }): Promise<void> {
    this.em.persist(ResetRequest.ask({ ...command, now: this.clock.now() }));
  }
}
