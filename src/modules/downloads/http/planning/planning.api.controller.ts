import { Controller, Get, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { PlanUpgrade } from '../../application/planning/plan-upgrade.js';
import { planAnswer, planOf, planQuery } from './planning.schemas.js';

@Controller('api/v1/releases')
@SignedIn('downloads.read')
export class PlanningApiController {
  constructor(
    private readonly plan: PlanUpgrade,
    private readonly readers: Readers,
  ) {}

  @Get('plan')
  @Describe({
    summary: 'Plan an upgrade',
    description:
      'The fewest releases to install one after the other, what breaks in the versions passed, and how much is downloaded. Where no path leads there, it says why and how far you get.',
    tag: 'Downloads',
    answer: planAnswer,
    problems: [401, 403, 404],
  })
  async show(
    @Customer() actor: CustomerActor,
    @Query({ schema: planQuery }) query: z.output<typeof planQuery>,
    @Req() request: Request,
  ) {
    return planOf(await this.plan.execute(actor, query, this.readers.of(request)));
  }
}
