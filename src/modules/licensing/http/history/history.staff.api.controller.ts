import { Controller, Get, Query, Req } from '@nestjs/common';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../../platform/http/paging.js';
import type { Request } from '../../../../platform/http/request.js';
import { ListLicenseHistory } from '../../application/history/list-license-history.js';
import { placeIn, staffHistoryPage, staffLicenseHistory } from './history.schemas.js';

@Controller('api/v1/staff/licenses')
@Staff('staff.licenses')
export class HistoryStaffApiController {
  constructor(private readonly listHistory: ListLicenseHistory) {}

  @Get(':id/history')
  @Describe({
    summary: 'List what happened to any license',
    description:
      'The chain that its owner can read and verify, the oldest entry first, with who did it and, for staff alone, why.',
    tag: 'Staff',
    answer: staffLicenseHistory,
    problems: [401, 403, 404],
  })
  async list(@Req() request: Request, @IdParam() id: string, @Query({ schema: listQuery }) query: ListQuery) {
    const of = { place: placeIn(query), limit: query.limit + 1 };
    return staffHistoryPage(id, await this.listHistory.toldAfter(staffOf(request), id, of), query.limit);
  }
}
