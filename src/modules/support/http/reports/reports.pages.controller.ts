import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ExportReport } from '../../application/reports/export-report.js';
import { ListRatings } from '../../application/reports/list-ratings.js';
import { ReportRequests } from '../../application/reports/report-requests.js';
import { ratingsView } from './ratings.views.js';
import { ReportFilters } from './report-filters.js';
import { fitted, type ReportAddress, ratingsAddress, reportAddress } from './reports.schemas.js';
import { reportView } from './reports.views.js';

@ApiExcludeController()
@Controller('admin/tickets')
@Staff('staff.tickets')
export class ReportsPagesController {
  constructor(
    private readonly report: ReportRequests,
    private readonly exportReport: ExportReport,
    private readonly ratings: ListRatings,
    private readonly filters: ReportFilters,
    private readonly readers: Readers,
  ) {}

  @Get('reports')
  async show(@Query({ schema: reportAddress }) address: ReportAddress, @Req() request: Request) {
    const reader = this.readers.of(request);
    const asked = fitted(address, reader.now);
    const [report, choices] = await Promise.all([this.report.execute(asked), this.filters.of(reader)]);
    return page('support/reports', reportView(report, choices, { asked, reader }));
  }

  @Get('reports/export')
  async export(
    @Query({ schema: reportAddress }) address: ReportAddress,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const asked = fitted(address, this.readers.of(request).now);
    return csvFile(Readable.from([await this.exportReport.execute(asked)]), 'requests-report.csv', reply);
  }

  @Get('ratings')
  async list(
    @Query({ schema: ratingsAddress }) query: z.output<typeof ratingsAddress>,
    @Req() request: Request,
  ) {
    const listing = await this.ratings.execute({ ...query, limit: 25 });
    return page('support/ratings', ratingsView(listing, query, this.readers.of(request)));
  }
}
