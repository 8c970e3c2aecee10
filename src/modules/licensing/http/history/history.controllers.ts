import { HistoryApiController } from './history.api.controller.js';
import { HistoryPagesController } from './history.pages.controller.js';

export const historyControllers = [HistoryApiController, HistoryPagesController];
