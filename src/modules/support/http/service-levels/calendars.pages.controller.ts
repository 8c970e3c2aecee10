import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowServiceLevels } from '../../application/service-levels/show-service-levels.js';
import { WriteCalendar } from '../../application/service-levels/write-calendar.js';
import { calendarForm } from './calendars.schemas.js';
import { calendarView } from './calendars.views.js';
import { levelsPath } from './levels.views.js';

const done = (key: string) => seeOther(levelsPath, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin/calendars')
@Staff('staff.service-levels')
export class CalendarsPagesController {
  constructor(
    private readonly shown: ShowServiceLevels,
    private readonly write: WriteCalendar,
    private readonly readers: Readers,
  ) {}

  @Get('new')
  blank(@Req() request: Request) {
    return this.form(request, null, null);
  }

  @Post()
  add(@Body() body: unknown, @Req() request: Request) {
    return submit(
      calendarForm,
      body,
      async ({ words }) => {
        await this.write.add(words);
        return done('levels.flash.calendarAdded');
      },
      (refusal) => this.form(request, null, refusal),
    );
  }

  @Get(':id')
  one(@IdParam() id: string, @Req() request: Request) {
    return this.form(request, id, null);
  }

  @Post(':id')
  change(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      calendarForm,
      body,
      async ({ version, words }) => {
        await this.write.change({ id, version, words });
        return done('levels.flash.saved');
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  @Post(':id/delete')
  remove(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.write.remove(id);
        return done('levels.flash.calendarDeleted');
      },
      (refusal) => this.form(request, id, refusal),
    );
  }

  private async form(request: Request, id: string | null, refusal: Refusal | null) {
    const calendar = id === null ? null : await this.shown.calendar(id);
    return page('support/calendar', calendarView(calendar, refusal, this.readers.of(request)));
  }
}
