import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { dateIn } from '../../../../kernel/time-zone.js';
import { type Holiday, type LeftOutEvent, type Period, readHolidays } from './read-holidays.js';
import { type ShownCalendar, ShowServiceLevels } from './show-service-levels.js';
import { newOnes } from './write-calendar.js';

export interface HolidayPreview {
  readonly calendar: ShownCalendar;
  /** What would be added, by date. */
  readonly added: readonly Holiday[];
  /** Days of the file that are special in the calendar already. */
  readonly known: readonly Holiday[];
  readonly leftOut: readonly LeftOutEvent[];
  readonly outside: number;
  readonly period: Period;
}

/** Says what an iCalendar file would add to a calendar, from this year to the end of the one after next. */
@Injectable()
export class PreviewHolidays {
  constructor(
    private readonly shown: ShowServiceLevels,
    private readonly clock: Clock,
  ) {}

  /** @param text the file. @throws NotFound. @throws InvalidInput naming `calendar` when it is no iCalendar */
  async execute(id: string, text: string): Promise<HolidayPreview> {
    const calendar = await this.shown.calendar(id);
    const year = Number(dateIn(calendar.timeZone, this.clock.now()).slice(0, 4));
    const period = { from: `${year}-01-01`, until: `${year + 2}-12-31` };
    const { days, leftOut, outside } = readHolidays(text, period);
    const added = newOnes(days, calendar.specialDays);
    const isNew = new Set(added);
    return { calendar, added, known: days.filter((day) => !isNew.has(day)), leftOut, outside, period };
  }
}
