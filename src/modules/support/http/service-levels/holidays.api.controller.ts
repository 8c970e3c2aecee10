import { Body, Controller, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { ChangesNothing } from '../../../../platform/http/changes-nothing.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { PreviewHolidays } from '../../application/service-levels/preview-holidays.js';
import { WriteCalendar } from '../../application/service-levels/write-calendar.js';
import { holidayAnswer, holidayBody, toHolidayAnswer } from './holidays.schemas.js';

const taken =
  'Whole-day events are taken, also those that come every year, from this year to the end of the one after next.';

@Controller('api/v1/staff/business-calendars')
@Staff('staff.service-levels')
export class HolidaysApiController {
  constructor(
    private readonly preview: PreviewHolidays,
    private readonly write: WriteCalendar,
  ) {}

  @Post(':id/holidays/preview')
  @ChangesNothing()
  @Describe({
    summary: 'Look what an iCalendar file would add to a business calendar',
    description: `${taken} Nothing is added yet.`,
    tag: 'Staff',
    answer: holidayAnswer,
    problems: [401, 403, 404],
  })
  async look(
    @IdParam() id: string,
    @Body({ schema: holidayBody }) { calendar }: z.output<typeof holidayBody>,
  ) {
    return toHolidayAnswer(await this.preview.execute(id, calendar));
  }

  @Post(':id/holidays')
  @Describe({
    summary: 'Add the holidays of an iCalendar file to a business calendar',
    description: `${taken} Days that are special already stay as they are, so adding twice adds nothing. Open requests that follow the calendar are due anew.`,
    tag: 'Staff',
    answer: holidayAnswer,
    problems: [401, 403, 404],
  })
  async add(
    @IdParam() id: string,
    @Body({ schema: holidayBody }) { calendar }: z.output<typeof holidayBody>,
  ) {
    const preview = await this.preview.execute(id, calendar);
    await this.write.addHolidays(id, preview.added);
    return toHolidayAnswer(preview);
  }
}
