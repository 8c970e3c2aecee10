import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { ShowStatus } from '../../application/incidents/show-status.js';
import { statusList, statusQuery, toStatus } from './status.schemas.js';

@Controller('api/v1/status-updates')
@SignedIn()
export class StatusApiController {
  constructor(private readonly status: ShowStatus) {}

  @Get()
  @Describe({
    summary: 'List what goes on with the products',
    description: 'Incidents that were announced, the newest first, each with what was told about it.',
    tag: 'Tickets',
    answer: statusList,
    problems: [401, 403],
  })
  async list(
    @Query({ schema: statusQuery }) query: z.output<typeof statusQuery>,
    @Customer() actor: CustomerActor,
  ) {
    const { items, nextCursor } = await this.status.list(actor, query);
    return { items: items.map(toStatus), nextCursor };
  }
}
