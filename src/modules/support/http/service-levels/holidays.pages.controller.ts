import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { ChangesNothing } from '../../../../platform/http/changes-nothing.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { PreviewHolidays } from '../../application/service-levels/preview-holidays.js';
import { ShowServiceLevels } from '../../application/service-levels/show-service-levels.js';
import { WriteCalendar } from '../../application/service-levels/write-calendar.js';
import { calendarUpload, holidayForm } from './holidays.schemas.js';
import { holidaysView } from './holidays.views.js';
import { calendarsPath } from './levels.views.js';
import { receivedCalendar } from './received-calendar.js';

/** A file, what it would add, and the button that adds it. */
@ApiExcludeController()
@Controller('admin/calendars/:id/holidays')
@Staff('staff.service-levels')
export class HolidaysPagesController {
  constructor(
    private readonly shown: ShowServiceLevels,
    private readonly preview: PreviewHolidays,
    private readonly write: WriteCalendar,
    private readonly readers: Readers,
  ) {}

  @Get()
  form(@IdParam() id: string, @Req() request: Request) {
    return this.shownForm(id, request, null);
  }

  @Post()
  @ChangesNothing()
  async look(@IdParam() id: string, @Req() request: Request) {
    return submit(
      calendarUpload,
      await receivedCalendar(request),
      async ({ calendar }) => {
        const preview = await this.preview.execute(id, calendar);
        const reader = this.readers.of(request);
        return page('support/holidays', holidaysView(preview.calendar, { preview }, reader));
      },
      (refusal) => this.shownForm(id, request, refusal),
    );
  }

  @Post('add')
  add(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      holidayForm,
      body,
      async ({ days }) => {
        await this.write.addHolidays(id, days);
        return seeOther(`${calendarsPath}/${id}`, { kind: 'success', key: 'levels.flash.holidaysAdded' });
      },
      (refusal) => this.shownForm(id, request, refusal),
    );
  }

  private async shownForm(id: string, request: Request, refusal: Refusal | null) {
    const calendar = await this.shown.calendar(id);
    return page('support/holidays', holidaysView(calendar, { refusal }, this.readers.of(request)));
  }
}
