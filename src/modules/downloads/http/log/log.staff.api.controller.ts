import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { ListDownloadsForStaff } from '../../application/log/list-downloads-for-staff.js';
import { logAnswer, loggedDownloads, staffLogQuery } from './log.schemas.js';

@Controller('api/v1/staff/customers')
@Staff('staff.customers')
export class LogStaffApiController {
  constructor(private readonly list: ListDownloadsForStaff) {}

  @Get(':id/downloads')
  @Describe({
    summary: 'List what a customer downloaded',
    description: 'Newest first, of the whole organization or of one person.',
    tag: 'Staff',
    answer: loggedDownloads,
    problems: [401, 403, 404],
  })
  async downloads(
    @IdParam() organizationId: string,
    @Query({ schema: staffLogQuery }) query: z.output<typeof staffLogQuery>,
  ) {
    const { items, nextCursor } = await this.list.execute({ organizationId, ...query });
    return { items: items.map(logAnswer), nextCursor };
  }
}
