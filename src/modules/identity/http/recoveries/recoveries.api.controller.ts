import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { DecideRecovery } from '../../application/recoveries/decide-recovery.js';
import { type ShownRecovery, ShowRecovery } from '../../application/recoveries/show-recovery.js';
import { StartRecovery } from '../../application/recoveries/start-recovery.js';
import { recoveriesQuery, recovery, recoveryBody, recoveryList } from './recoveries.schemas.js';

const staffProblems = [401, 403, 404, 409];

@Controller('api/v1/staff')
@Staff('staff.people')
export class RecoveriesApiController {
  constructor(
    private readonly start: StartRecovery,
    private readonly decide: DecideRecovery,
    private readonly recoveries: ShowRecovery,
  ) {}

  @Get('recoveries')
  @Describe({ summary: 'List account recoveries', tag: 'Staff', answer: recoveryList, problems: [401, 403] })
  async list(
    @Query({ schema: recoveriesQuery }) query: z.output<typeof recoveriesQuery>,
    @Req() request: Request,
  ) {
    const { items, nextCursor } = await this.recoveries.list(staffOf(request), query);
    return { items: items.map(answer), nextCursor };
  }

  @Get('recoveries/:id')
  @Describe({
    summary: 'Show an account recovery',
    tag: 'Staff',
    answer: recovery,
    problems: [401, 403, 404],
  })
  async show(@IdParam() id: string, @Req() request: Request) {
    return answer(await this.recoveries.one(staffOf(request), id));
  }

  @Post('people/:id/recoveries')
  @Describe({
    summary: 'Start an account recovery',
    description:
      'Tells every proved address of the owner at once. A second agent must approve; then 24 hours pass.',
    tag: 'Staff',
    status: 201,
    answer: recovery,
    problems: staffProblems,
  })
  async begin(
    @IdParam() userId: string,
    @Body({ schema: recoveryBody }) body: z.output<typeof recoveryBody>,
    @Req() request: Request,
  ) {
    return this.show(await this.start.execute(staffOf(request), { userId, ...body }), request);
  }

  @Post('recoveries/:id/approve')
  @Describe({
    summary: 'Approve an account recovery',
    description: 'As another agent than the one who started it.',
    tag: 'Staff',
    answer: recovery,
    problems: staffProblems,
  })
  async approve(@IdParam() id: string, @Req() request: Request) {
    await this.decide.approve(staffOf(request), id);
    return this.show(id, request);
  }

  @Post('recoveries/:id/withdraw')
  @Describe({
    summary: 'Withdraw an account recovery',
    tag: 'Staff',
    answer: recovery,
    problems: staffProblems,
  })
  async withdraw(@IdParam() id: string, @Req() request: Request) {
    await this.decide.withdraw(staffOf(request), id);
    return this.show(id, request);
  }
}

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

function answer({ requestedById: _, ...shown }: ShownRecovery): z.output<typeof recovery> {
  return {
    ...shown,
    requestedAt: shown.requestedAt.toISOString(),
    approvedAt: iso(shown.approvedAt),
    readyAt: iso(shown.readyAt),
    sentAt: iso(shown.sentAt),
    closedAt: iso(shown.closedAt),
  };
}
