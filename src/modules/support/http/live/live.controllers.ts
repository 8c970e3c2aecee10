import { LiveDeskController } from './live.desk.controller.js';
import { LivePagesController } from './live.pages.controller.js';

export const liveControllers = [LiveDeskController, LivePagesController];
