import { CalendarsApiController } from './calendars.api.controller.js';
import { CalendarsPagesController } from './calendars.pages.controller.js';
import { HolidaysApiController } from './holidays.api.controller.js';
import { HolidaysPagesController } from './holidays.pages.controller.js';
import { LevelsApiController } from './levels.api.controller.js';
import { LevelsPagesController } from './levels.pages.controller.js';

export const serviceLevelsControllers = [
  CalendarsApiController,
  CalendarsPagesController,
  HolidaysApiController,
  HolidaysPagesController,
  LevelsApiController,
  LevelsPagesController,
];
