import { Body, Controller, Delete, Get, Headers, Post, Put, Query, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { versionIn } from '../../../../platform/http/if-match.js';
import type { Reply } from '../../../../platform/http/request.js';
import { PreviewDueTimes } from '../../application/service-levels/preview-due-times.js';
import { ShowServiceLevels } from '../../application/service-levels/show-service-levels.js';
import { WriteServiceLevel } from '../../application/service-levels/write-service-level.js';
import { wordsOf } from './level-words.js';
import {
  levelAnswer,
  levelBody,
  levelList,
  previewAnswer,
  previewQuery,
  toPreview,
} from './levels.schemas.js';

@Controller('api/v1/staff/service-levels')
@Staff('staff.service-levels')
export class LevelsApiController {
  constructor(
    private readonly shown: ShowServiceLevels,
    private readonly write: WriteServiceLevel,
    private readonly previews: PreviewDueTimes,
  ) {}

  @Get()
  @Describe({ summary: 'List service levels', tag: 'Staff', answer: levelList, problems: [401, 403] })
  async list() {
    return { items: await this.shown.levels() };
  }

  @Get('preview')
  @Describe({
    summary: 'Tell when a request opened now would be due, at each priority',
    tag: 'Staff',
    answer: previewAnswer,
    problems: [401, 403],
  })
  async preview(@Query({ schema: previewQuery }) { kind, productId }: z.output<typeof previewQuery>) {
    return toPreview(await this.previews.execute({ kind, productId: productId ?? null }));
  }

  @Post()
  @Describe({
    summary: 'Add a service level',
    description: 'It is for a kind of request, a product, or both; the one that fits a request best counts.',
    tag: 'Staff',
    status: 201,
    answer: levelAnswer,
    problems: [401, 403, 409],
  })
  async add(@Body({ schema: levelBody }) body: z.output<typeof levelBody>) {
    return this.shown.level(await this.write.add(wordsOf(body)));
  }

  @Get(':id')
  @Describe({ summary: 'Show a service level', tag: 'Staff', answer: levelAnswer, problems: [401, 403, 404] })
  async one(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    const level = await this.shown.level(id);
    void reply.header('etag', `"${level.version}"`);
    return level;
  }

  @Put(':id')
  @Describe({
    summary: 'Change a service level',
    description:
      'Open requests that follow it are due anew. If-Match is the version that you read, in quotes.',
    tag: 'Staff',
    answer: levelAnswer,
    problems: [401, 403, 404, 409],
  })
  async change(
    @IdParam() id: string,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: levelBody }) body: z.output<typeof levelBody>,
  ) {
    await this.write.change({ id, version: versionIn(match), words: wordsOf(body) });
    return this.shown.level(id);
  }

  @Delete(':id')
  @Describe({
    summary: 'Delete a service level',
    description: 'Its requests follow the one that fits them next. The default one stays.',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async remove(@IdParam() id: string) {
    await this.write.remove(id);
  }
}
