import { LogApiController } from './log.api.controller.js';
import { LogPagesController } from './log.pages.controller.js';

export const logControllers = [LogApiController, LogPagesController];
