import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { type Delivery, Download } from '../domain/download.js';

/** Writes down which bytes of a file somebody got, when the answer has ended. */
@Injectable()
export class RecordDownload {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(
    { organizationId, userId }: CustomerActor,
    delivery: Omit<Delivery, 'organizationId' | 'userId'>,
  ): Promise<void> {
    this.em.persist(Download.of(newId(), { ...delivery, organizationId, userId }, this.clock.now()));
  }
}
