import { Body, Controller, Delete, Get, Headers, Post, Put, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { versionIn } from '../../../../platform/http/if-match.js';
import type { Reply } from '../../../../platform/http/request.js';
import { ShowServiceLevels } from '../../application/service-levels/show-service-levels.js';
import { WriteCalendar } from '../../application/service-levels/write-calendar.js';
import { calendarAnswer, calendarBody, calendarList, toCalendar } from './calendars.schemas.js';

@Controller('api/v1/staff/business-calendars')
@Staff('staff.service-levels')
export class CalendarsApiController {
  constructor(
    private readonly shown: ShowServiceLevels,
    private readonly write: WriteCalendar,
  ) {}

  @Get()
  @Describe({ summary: 'List business calendars', tag: 'Staff', answer: calendarList, problems: [401, 403] })
  async list() {
    return { items: (await this.shown.calendars()).map(toCalendar) };
  }

  @Post()
  @Describe({
    summary: 'Add a business calendar',
    tag: 'Staff',
    status: 201,
    answer: calendarAnswer,
    problems: [401, 403],
  })
  async add(@Body({ schema: calendarBody }) body: z.output<typeof calendarBody>) {
    return this.calendar(await this.write.add(body));
  }

  @Get(':id')
  @Describe({
    summary: 'Show a business calendar',
    tag: 'Staff',
    answer: calendarAnswer,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string, @Res({ passthrough: true }) reply: Reply) {
    const calendar = await this.calendar(id);
    void reply.header('etag', `"${calendar.version}"`);
    return calendar;
  }

  @Put(':id')
  @Describe({
    summary: 'Change a business calendar',
    description:
      'Open requests that follow it are due anew. If-Match is the version that you read, in quotes.',
    tag: 'Staff',
    answer: calendarAnswer,
    problems: [401, 403, 404, 409],
  })
  async change(
    @IdParam() id: string,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: calendarBody }) words: z.output<typeof calendarBody>,
  ) {
    await this.write.change({ id, version: versionIn(match), words });
    return this.calendar(id);
  }

  @Delete(':id')
  @Describe({
    summary: 'Delete a business calendar that no service level follows',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async remove(@IdParam() id: string) {
    await this.write.remove(id);
  }

  private async calendar(id: string) {
    return toCalendar(await this.shown.calendar(id));
  }
}
