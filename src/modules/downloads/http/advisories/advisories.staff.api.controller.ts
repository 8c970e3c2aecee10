import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../../platform/http/paging.js';
import { StaffAdvisories } from '../../application/advisories/staff-advisories.js';
import { WriteAdvisory } from '../../application/advisories/write-advisory.js';
import {
  advisoryBody,
  draftBody,
  draftedOf,
  staffAdvisory,
  staffAdvisoryList,
  withdrawBody,
} from './advisories.schemas.js';

@Controller('api/v1/staff/advisories')
@Staff('staff.releases')
export class AdvisoriesStaffApiController {
  constructor(
    private readonly advisories: StaffAdvisories,
    private readonly write: WriteAdvisory,
  ) {}

  @Get()
  @Describe({ summary: 'List advisories', tag: 'Staff', answer: staffAdvisoryList, problems: [401, 403] })
  async list(@Query({ schema: listQuery }) query: ListQuery) {
    const { items, nextCursor } = await this.advisories.list(query);
    return { items: items.map(draftedOf), nextCursor };
  }

  @Post()
  @Describe({
    summary: 'Draft an advisory',
    tag: 'Staff',
    status: 201,
    answer: staffAdvisory,
    problems: [401, 403],
  })
  async draft(@Body({ schema: draftBody }) body: z.output<typeof draftBody>) {
    return this.shown(await this.write.draft(body));
  }

  @Get(':id')
  @Describe({ summary: 'Show an advisory', tag: 'Staff', answer: staffAdvisory, problems: [401, 403, 404] })
  async one(@IdParam() id: string) {
    return this.shown(id);
  }

  @Put(':id')
  @Describe({
    summary: 'Edit an advisory',
    description: 'Also a published one; nobody is told again.',
    tag: 'Staff',
    answer: staffAdvisory,
    problems: [401, 403, 404, 409],
  })
  async edit(@IdParam() id: string, @Body({ schema: advisoryBody }) body: z.output<typeof advisoryBody>) {
    await this.write.edit(id, body);
    return this.shown(id);
  }

  @Post(':id/publish')
  @Describe({
    summary: 'Publish an advisory',
    description:
      'Customers of the product see it; owners of organizations that it may affect are told by mail, once.',
    tag: 'Staff',
    answer: staffAdvisory,
    problems: [401, 403, 404, 409],
  })
  async publish(@IdParam() id: string) {
    await this.write.publish(id);
    return this.shown(id);
  }

  @Post(':id/withdraw')
  @Describe({
    summary: 'Withdraw an advisory',
    description: 'Customers see that it was a mistake, and why.',
    tag: 'Staff',
    answer: staffAdvisory,
    problems: [401, 403, 404, 409],
  })
  async withdraw(
    @IdParam() id: string,
    @Body({ schema: withdrawBody }) { reason }: z.output<typeof withdrawBody>,
  ) {
    await this.write.withdraw(id, reason);
    return this.shown(id);
  }

  private async shown(id: string) {
    return draftedOf(await this.advisories.one(id));
  }
}
