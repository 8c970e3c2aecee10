import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ExportLicenses } from '../../application/bulk/export-licenses.js';
import { searchQuery } from '../console/console.schemas.js';

const query = searchQuery.omit({ limit: true, cursor: true });

@Controller('api/v1/staff/licenses')
@Staff('staff.licenses')
export class ExportLicensesApiController {
  constructor(private readonly exportLicenses: ExportLicenses) {}

  @Get('export')
  @ApiProduces('text/csv')
  @Describe({
    summary: 'Export the licenses that a search finds',
    description: 'CSV with one line per license, the newest first, for the same filters as the search.',
    tag: 'Staff',
    answer: null,
    problems: [401, 403],
  })
  async export(
    @Req() request: Request,
    @Query({ schema: query }) search: z.output<typeof query>,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return csvFile(await this.exportLicenses.execute(staffOf(request), search), 'licenses.csv', reply);
  }
}
