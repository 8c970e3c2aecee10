import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { DecideReleaseRequest } from '../../application/hand-over/decide-release-request.js';
import { ListReleaseRequests } from '../../application/hand-over/list-release-requests.js';
import { staffRequestOf } from './hand-over.answers.js';
import {
  refusalBody,
  staffReleaseRequestAnswer,
  staffReleaseRequestList,
  staffRequestsQuery,
} from './hand-over.schemas.js';

@Controller('api/v1/staff/release-requests')
@Staff('staff.licenses')
export class ReleaseDeskApiController {
  constructor(
    private readonly requests: ListReleaseRequests,
    private readonly decide: DecideReleaseRequest,
  ) {}

  @Get()
  @Describe({
    summary: 'List requests to release machines',
    tag: 'Staff',
    answer: staffReleaseRequestList,
    problems: [401, 403],
  })
  async list(@Query({ schema: staffRequestsQuery }) query: z.output<typeof staffRequestsQuery>) {
    const { status, ...page } = query;
    const { items, nextCursor } = await this.requests.forStaff({ ...page, open: status === 'open' });
    return { items: items.map(staffRequestOf), nextCursor };
  }

  @Get(':id')
  @Describe({
    summary: 'Show a request to release a machine',
    tag: 'Staff',
    answer: staffReleaseRequestAnswer,
    problems: [401, 403, 404],
  })
  async show(@IdParam() id: string) {
    return staffRequestOf(await this.requests.one(id));
  }

  @Post(':id/approve')
  @Describe({
    summary: 'Approve a request, which releases the machine',
    tag: 'Staff',
    answer: staffReleaseRequestAnswer,
    problems: [401, 403, 404, 409],
  })
  async approve(@StaffMember() actor: StaffActor, @IdParam() id: string) {
    await this.decide.approve(actor, id);
    return this.show(id);
  }

  @Post(':id/refuse')
  @Describe({
    summary: 'Refuse a request to release a machine',
    tag: 'Staff',
    answer: staffReleaseRequestAnswer,
    problems: [401, 403, 404, 409],
  })
  async refuse(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @Body({ schema: refusalBody }) { answer }: z.output<typeof refusalBody>,
  ) {
    await this.decide.refuse(actor, { id, answer });
    return this.show(id);
  }
}
