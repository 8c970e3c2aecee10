import { CalendarsApiController } from './calendars.api.controller.js';
import { CalendarsPagesController } from './calendars.pages.controller.js';
import { LevelsApiController } from './levels.api.controller.js';
import { LevelsPagesController } from './levels.pages.controller.js';

export const serviceLevelsControllers = [
  CalendarsApiController,
  CalendarsPagesController,
  LevelsApiController,
  LevelsPagesController,
];
