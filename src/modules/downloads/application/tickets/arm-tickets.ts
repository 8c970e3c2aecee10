import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock, later } from '../../../../kernel/clock.js';
import { ticketLifetime } from './ticket.js';

/** Who opens the page of a release arms the addresses that they made of it: an interrupted download can go on. */
@Injectable()
export class ArmTickets {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** What a person made signed in; programs renew their own. */
  @Transactional()
  async execute({ userId, organizationId }: CustomerActor, releaseId: string): Promise<void> {
    const now = this.clock.now();
    await this.em.execute(
      `update downloads.ticket set armed_at = ?, expires_at = ?
        where user_id = ? and release_id = ? and organization_id = ? and api_token_id is null`,
      [now, later(now, ticketLifetime), userId, releaseId, organizationId],
    );
  }
}
