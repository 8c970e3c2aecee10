import { Controller, Get, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { searchWords } from '../../../../platform/http/fields.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page } from '../../../../platform/http/pages.js';
import { nextHref, pageCursor } from '../../../../platform/http/paging.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { FindPeople } from '../../application/people/find-people.js';
import { personRow } from './people.views.js';
import { PersonPage } from './person-page.js';

const address = z.object({
  query: searchWords().catch(''),
  organizationId: z.uuid().optional().catch(undefined),
  cursor: pageCursor,
});

@Controller('admin/people')
@Staff('staff.people')
export class PeoplePagesController {
  constructor(
    private readonly findPeople: FindPeople,
    private readonly personPage: PersonPage,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: address }) search: z.output<typeof address>, @Req() request: Request) {
    const { query, organizationId, cursor } = search;
    const filter = { query, limit: 25, ...(organizationId ? { organizationId } : {}) };
    const found = await this.findPeople.execute(staffOf(request), { ...filter, cursor });
    const reader = this.readers.of(request);
    return page('identity/people', {
      query,
      filtered: query !== '' || organizationId !== undefined,
      people: found.items.map((person) => personRow(person, reader)),
      nextHref: nextHref('/admin/people', found.nextCursor, { query, organizationId }),
    });
  }

  @Get(':id')
  show(@IdParam() id: string, @Req() request: Request) {
    return this.personPage.show(id, request);
  }
}
