import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ExportDownloads } from '../../application/log/export-downloads.js';
import { ListDownloads } from '../../application/log/list-downloads.js';
import { logPageQuery } from './log.schemas.js';
import { logView } from './log.views.js';

@ApiExcludeController()
@Controller('downloads/log')
@SignedIn('downloads.read')
export class LogPagesController {
  constructor(
    private readonly list: ListDownloads,
    private readonly exportDownloads: ExportDownloads,
    private readonly readers: Readers,
  ) {}

  @Get()
  async log(
    @Customer() actor: CustomerActor,
    @Query({ schema: logPageQuery }) { cursor }: z.output<typeof logPageQuery>,
    @Req() request: Request,
  ) {
    const downloads = await this.list.execute(actor, { limit: 25, cursor });
    return page('downloads/log', logView(downloads, this.list.isOfAll(actor), this.readers.of(request)));
  }

  @Get('export')
  async export(@Customer() actor: CustomerActor, @Res({ passthrough: true }) reply: Reply) {
    return csvFile(await this.exportDownloads.execute(actor), 'downloads.csv', reply);
  }
}
