import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import { Describe } from '../../../../platform/http/describe.js';
import { type ListQuery, listQuery } from '../../../../platform/http/paging.js';
import type { Reply } from '../../../../platform/http/request.js';
import { ExportDownloads } from '../../application/log/export-downloads.js';
import { ListDownloads } from '../../application/log/list-downloads.js';
import { logAnswer, loggedDownloads } from './log.schemas.js';

@Controller('api/v1/downloads')
@SignedIn('downloads.read')
export class LogApiController {
  constructor(
    private readonly list: ListDownloads,
    private readonly exportDownloads: ExportDownloads,
  ) {}

  @Get()
  @Describe({
    summary: 'List what was downloaded',
    description:
      'Downloads that reached the last byte, or that were handed over to a download server whole, newest first: those of the whole organization with `organization.manage`, otherwise your own.',
    tag: 'Downloads',
    answer: loggedDownloads,
    problems: [401, 403],
  })
  async downloads(@Customer() actor: CustomerActor, @Query({ schema: listQuery }) query: ListQuery) {
    const { items, nextCursor } = await this.list.execute(actor, query);
    return { items: items.map(logAnswer), nextCursor };
  }

  @Get('export')
  @ApiProduces('text/csv')
  @Describe({
    summary: 'Export what was downloaded',
    description: 'The same list as CSV, one line per download.',
    tag: 'Downloads',
    answer: null,
    problems: [401, 403],
  })
  async export(@Customer() actor: CustomerActor, @Res({ passthrough: true }) reply: Reply) {
    return csvFile(await this.exportDownloads.execute(actor), 'downloads.csv', reply);
  }
}
