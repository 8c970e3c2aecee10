import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { csvFile } from '../../../../platform/http/csv-file.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { listQuery } from '../../../../platform/http/paging.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ExportBatch } from '../../application/bulk/export-batch.js';
import { PrepareBatch } from '../../application/bulk/prepare-batch.js';
import { batchActions, ShowBatches } from '../../application/bulk/show-batches.js';
import { StartBatch } from '../../application/bulk/start-batch.js';
import { batchAnswer, batchList } from './batches.schemas.js';
import { givenBatch } from './received-csv.js';

@Controller('api/v1/staff/license-batches')
@Staff('staff.licenses')
export class BatchesApiController {
  constructor(
    private readonly prepare: PrepareBatch,
    private readonly start: StartBatch,
    private readonly batches: ShowBatches,
    private readonly exportBatch: ExportBatch,
  ) {}

  @Get()
  @Describe({
    summary: 'List files of licenses to issue or change',
    tag: 'Staff',
    answer: batchList,
    problems: [401, 403],
  })
  async list(@Query({ schema: listQuery }) query: z.output<typeof listQuery>) {
    return this.batches.list(query);
  }

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    description:
      'A CSV in UTF-8 of at most 10,000 lines and 5 MB, and the reason. Columns to issue: organization, sku, expires_on, reference. To suspend, reinstate or revoke: serial_number, reference; to extend also machines and features.',
    schema: {
      type: 'object',
      properties: {
        csv: { type: 'string', format: 'binary' },
        action: { type: 'string', enum: [...batchActions], default: 'issue' },
        reason: { type: 'string' },
      },
    },
  })
  @Describe({
    summary: 'Bring a file of licenses to issue or change',
    description: 'Says what is wrong with each line. Nothing is done until the batch is run.',
    tag: 'Staff',
    status: 201,
    answer: batchAnswer,
    problems: [401, 403, 413],
  })
  async bring(@Req() request: Request) {
    const command = await givenBatch(request);
    return this.batches.one(await this.prepare.execute(staffOf(request), command));
  }

  @Get(':id')
  @Describe({
    summary: 'Show a file of licenses to issue or change',
    description: 'How far it is, or what is wrong with its lines.',
    tag: 'Staff',
    answer: batchAnswer,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string) {
    return this.batches.one(id);
  }

  @Post(':id/run')
  @Describe({
    summary: 'Carry out the lines of a file',
    description: 'In the background, each line once however often it is asked.',
    tag: 'Staff',
    status: 202,
    answer: batchAnswer,
    problems: [401, 403, 404, 409],
  })
  async run(@IdParam() id: string) {
    await this.start.execute(id);
    return this.batches.one(id);
  }

  @Get(':id/result')
  @ApiProduces('text/csv')
  @Describe({
    summary: 'Download what came of a file',
    description: 'Its lines with the serial numbers, or what became of each, by now.',
    tag: 'Staff',
    answer: null,
    problems: [401, 403, 404],
  })
  async result(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    return csvFile(await this.exportBatch.execute(id), 'licenses.csv', reply);
  }
}
