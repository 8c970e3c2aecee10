import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ExportBatch } from '../../application/bulk/export-batch.js';
import { PrepareBatch } from '../../application/bulk/prepare-batch.js';
import { ShowBatches } from '../../application/bulk/show-batches.js';
import { StartBatch } from '../../application/bulk/start-batch.js';
import { batchesPageQuery, batchForm } from './batches.schemas.js';
import { batchesView, batchView } from './batches.views.js';
import { receivedCsv } from './received-csv.js';

@ApiExcludeController()
@Controller('admin/licenses/batches')
@Staff('staff.licenses')
export class BatchesPagesController {
  constructor(
    private readonly prepare: PrepareBatch,
    private readonly start: StartBatch,
    private readonly batches: ShowBatches,
    private readonly exportBatch: ExportBatch,
    private readonly readers: Readers,
  ) {}

  @Get()
  async form(
    @Req() request: Request,
    @Query({ schema: batchesPageQuery }) { cursor }: z.output<typeof batchesPageQuery>,
  ) {
    return this.formPage(request, cursor, null);
  }

  @Post()
  async bring(@Req() request: Request) {
    const body = await receivedCsv(request);
    return submit(
      batchForm,
      body,
      async (command) =>
        seeOther(`/admin/licenses/batches/${await this.prepare.execute(staffOf(request), command)}`),
      (refusal) => this.formPage(request, undefined, refusal),
    );
  }

  @Get(':id')
  async show(@IdParam() id: string, @Req() request: Request) {
    return this.batchPage(id, request, null);
  }

  @Post(':id/run')
  async run(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.start.execute(id);
        return seeOther(`/admin/licenses/batches/${id}`);
      },
      (refusal) => this.batchPage(id, request, refusal),
    );
  }

  @Get(':id/result')
  async result(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    return csvFile(await this.exportBatch.execute(id), 'licenses.csv', reply);
  }

  private async batchPage(id: string, request: Request, refusal: Refusal | null) {
    const batch = await this.batches.one(id);
    return page(
      'licensing/staff-batch',
      batchView(batch, refusal?.message ?? null, this.readers.of(request)),
    );
  }

  private async formPage(request: Request, cursor: string | undefined, refusal: Refusal | null) {
    const found = await this.batches.list({ limit: 20, cursor });
    return page('licensing/staff-batches', batchesView(found, refusal, this.readers.of(request)));
  }
}
