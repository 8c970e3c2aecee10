import { LogApiController } from './log.api.controller.js';
import { LogPagesController } from './log.pages.controller.js';
import { LogStaffApiController } from './log.staff.api.controller.js';

export const logControllers = [LogApiController, LogPagesController, LogStaffApiController];
