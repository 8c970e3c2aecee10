import { HistoryApiController } from './history.api.controller.js';
import { HistoryPagesController } from './history.pages.controller.js';
import { HistoryStaffApiController } from './history.staff.api.controller.js';
import { HistoryStaffPagesController } from './history.staff.pages.controller.js';
import { StaffTimeline } from './staff-timeline.js';

export const historyControllers = [
  HistoryApiController,
  HistoryPagesController,
  HistoryStaffApiController,
  HistoryStaffPagesController,
];

/** What the console's pages of a license share. */
export const historyPages = [StaffTimeline];
