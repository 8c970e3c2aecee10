import { Body, Controller, Delete, Get, Headers, Post, Put, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { versionIn } from '../../../../platform/http/if-match.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ApplyMacro } from '../../application/inbox/apply-macro.js';
import { ShowMacros } from '../../application/inbox/show-macros.js';
import { WriteMacro } from '../../application/inbox/write-macro.js';
import { appliedAnswer, macroAnswer, macroBody, macroList } from './macros.schemas.js';

@Controller('api/v1/staff')
@Staff('staff.tickets')
export class MacrosApiController {
  constructor(
    private readonly shown: ShowMacros,
    private readonly write: WriteMacro,
    private readonly apply: ApplyMacro,
  ) {}

  @Get('macros')
  @Describe({ summary: 'List macros', tag: 'Staff', answer: macroList, problems: [401, 403] })
  async list() {
    return { items: await this.shown.all() };
  }

  @Post('macros')
  @Describe({
    summary: 'Add a macro',
    description: 'One with a text alone is a canned reply. All agents share them.',
    tag: 'Staff',
    status: 201,
    answer: macroAnswer,
    problems: [401, 403, 409],
  })
  async add(@Body({ schema: macroBody }) words: z.output<typeof macroBody>) {
    return this.shown.one(await this.write.add(words));
  }

  @Get('macros/:id')
  @Describe({ summary: 'Show a macro', tag: 'Staff', answer: macroAnswer, problems: [401, 403, 404] })
  async one(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    const macro = await this.shown.one(id);
    void reply.header('etag', `"${macro.version}"`);
    return macro;
  }

  @Put('macros/:id')
  @Describe({
    summary: 'Change a macro',
    description: 'If-Match is the version that you read, in quotes.',
    tag: 'Staff',
    answer: macroAnswer,
    problems: [401, 403, 404, 409],
  })
  async change(
    @IdParam() id: string,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: macroBody }) words: z.output<typeof macroBody>,
  ) {
    await this.write.change({ id, version: versionIn(match), words });
    return this.shown.one(id);
  }

  @Delete('macros/:id')
  @Describe({ summary: 'Delete a macro', tag: 'Staff', status: 204, answer: null, problems: [401, 403, 404] })
  async remove(@IdParam() id: string) {
    await this.write.remove(id);
  }

  @Post('tickets/:id/macros/:macroId')
  @Describe({
    summary: 'Do to a request what a macro says',
    description:
      'It writes its text with the facts of the request, and sets what it sets: all of it or nothing.',
    tag: 'Staff',
    answer: appliedAnswer,
    problems: [401, 403, 404, 409],
  })
  async use(@IdParam() id: string, @IdParam('macroId') macroId: string, @Req() request: Request) {
    const made = await this.apply.execute(staffOf(request), { ticketId: id, macroId });
    return { message: made && { id: made.id, createdAt: made.createdAt.toISOString() } };
  }
}
