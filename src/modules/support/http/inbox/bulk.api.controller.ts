import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangeMany } from '../../application/inbox/change-many.js';
import { ShowBulkChange, type ShownBulkChange } from '../../application/inbox/show-bulk-change.js';
import { bulkAnswer, bulkBody, undoneAnswer } from './bulk.schemas.js';

@Controller('api/v1/staff/ticket-changes')
@Staff('staff.tickets')
export class BulkApiController {
  constructor(
    private readonly many: ChangeMany,
    private readonly shown: ShowBulkChange,
  ) {}

  @Post()
  @Describe({
    summary: 'Change many requests at once',
    description: 'Each follows, or tells why it cannot. For ten minutes the change can be undone.',
    tag: 'Staff',
    status: 201,
    answer: bulkAnswer,
    problems: [401, 403],
  })
  async change(
    @Body({ schema: bulkBody }) { ticketIds, ...change }: z.output<typeof bulkBody>,
    @Req() request: Request,
  ) {
    const actor = staffOf(request);
    const { id } = await this.many.execute(actor, ticketIds, change);
    return toAnswer(await this.shown.execute(actor, id));
  }

  @Get(':id')
  @Describe({
    summary: 'Show what became of a change of many requests',
    tag: 'Staff',
    answer: bulkAnswer,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string, @Req() request: Request) {
    return toAnswer(await this.shown.execute(staffOf(request), id));
  }

  @Post(':id/undo')
  @Describe({
    summary: 'Undo a change of many requests',
    tag: 'Staff',
    answer: undoneAnswer,
    problems: [401, 403, 404, 409],
  })
  async undo(@IdParam() id: string, @Req() request: Request) {
    return await this.many.undo(staffOf(request), id);
  }
}

const toAnswer = ({ undoUntil, undoneAt, ...shown }: ShownBulkChange) => ({
  ...shown,
  undoUntil: undoUntil?.toISOString() ?? null,
  undoneAt: undoneAt?.toISOString() ?? null,
});
