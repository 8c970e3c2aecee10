import { Controller, Get, Query } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../../platform/http/paging.js';
import { ListLicenseHistory } from '../../application/history/list-license-history.js';
import { historyPage, licenseHistory, placeIn } from './history.schemas.js';

@Controller('api/v1/licenses')
@SignedIn('licenses.read')
export class HistoryApiController {
  constructor(private readonly listHistory: ListLicenseHistory) {}

  @Get(':id/history')
  @Describe({
    summary: 'List what happened to a license',
    description:
      'The append-only chain of the license, the oldest entry first. How to verify it: docs/license-history.md.',
    tag: 'Licenses',
    answer: licenseHistory,
    problems: [401, 403, 404],
  })
  async list(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Query({ schema: listQuery }) query: ListQuery,
  ) {
    const of = { place: placeIn(query), limit: query.limit + 1 };
    return historyPage(id, await this.listHistory.after(actor, id, of), query.limit);
  }
}
