import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ExportLicenses } from '../../application/bulk/export-licenses.js';
import { searchPageQuery } from '../console/console.schemas.js';

const query = searchPageQuery.omit({ cursor: true });

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class ExportLicensesPagesController {
  constructor(private readonly exportLicenses: ExportLicenses) {}

  @Get('export')
  async export(
    @Req() request: Request,
    @Query({ schema: query }) search: z.output<typeof query>,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return csvFile(await this.exportLicenses.execute(staffOf(request), search), 'licenses.csv', reply);
  }
}
