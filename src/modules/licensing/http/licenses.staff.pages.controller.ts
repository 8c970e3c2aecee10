import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../platform/http/access.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { SearchLicenses } from '../application/console/search-licenses.js';
import { Licensing } from '../application/licensing.js';
import { NameOwners } from '../application/name-owners.js';
import { searchPageQuery } from './console/console.schemas.js';
import { searchView } from './console/search.views.js';
import { StaffLicensePage } from './staff-license-page.js';

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class LicensesStaffPagesController {
  constructor(
    private readonly searchLicenses: SearchLicenses,
    private readonly licensing: Licensing,
    private readonly nameOwners: NameOwners,
    private readonly licensePage: StaffLicensePage,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Req() request: Request,
    @Query({ schema: searchPageQuery }) query: z.output<typeof searchPageQuery>,
  ) {
    const [found, products, waiting] = await Promise.all([
      this.searchLicenses.execute({ ...query, limit: 25 }),
      this.licensing.products(),
      this.licensing.releaseRequestsWaiting(),
    ]);
    const owners = await this.nameOwners.execute(found.items);
    return page(
      'licensing/staff-list',
      searchView({ found, products, owners, query, waiting }, this.readers.of(request)),
    );
  }

  @Get(':id')
  async show(@Req() request: Request, @IdParam() id: string) {
    return this.licensePage.show(id, request);
  }
}
