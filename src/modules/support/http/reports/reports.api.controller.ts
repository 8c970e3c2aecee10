import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Reply } from '../../../../platform/http/request.js';
import { ExportReport } from '../../application/reports/export-report.js';
import { ListRatings } from '../../application/reports/list-ratings.js';
import { ReportRequests } from '../../application/reports/report-requests.js';
import {
  ratingsAnswer,
  ratingsQuery,
  reportAnswer,
  reportQuery,
  toRating,
  toReport,
} from './reports.schemas.js';

@Controller('api/v1/staff')
@Staff('staff.tickets')
export class ReportsApiController {
  constructor(
    private readonly report: ReportRequests,
    private readonly exportReport: ExportReport,
    private readonly ratings: ListRatings,
  ) {}

  @Get('reports/requests')
  @Describe({
    summary: 'Report on requests',
    description:
      'How many there were, how fast they were answered and solved, what is left, and how it was rated.',
    tag: 'Staff',
    answer: reportAnswer,
    problems: [401, 403],
  })
  async show(@Query({ schema: reportQuery }) query: z.output<typeof reportQuery>) {
    return toReport(await this.report.execute(query));
  }

  @Get('reports/requests/export')
  @ApiProduces('text/csv')
  @Describe({
    summary: 'Export a report on requests',
    description: 'The same as CSV, a line for each period.',
    tag: 'Staff',
    answer: null,
    problems: [401, 403],
  })
  async export(
    @Query({ schema: reportQuery }) query: z.output<typeof reportQuery>,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    return csvFile(Readable.from([await this.exportReport.execute(query)]), 'requests-report.csv', reply);
  }

  @Get('ratings')
  @Describe({
    summary: 'List how requests were rated',
    description: 'The newest first.',
    tag: 'Staff',
    answer: ratingsAnswer,
    problems: [401, 403],
  })
  async list(@Query({ schema: ratingsQuery }) query: z.output<typeof ratingsQuery>) {
    const { items, nextCursor } = await this.ratings.execute(query);
    return { items: items.map(toRating), nextCursor };
  }
}
