import { HandOverApiController } from './hand-over.api.controller.js';
import { HandOverPagesController } from './hand-over.pages.controller.js';
import { ReleaseDeskApiController } from './release-desk.api.controller.js';
import { ReleaseDeskPagesController } from './release-desk.pages.controller.js';

export const handOverControllers = [
  HandOverApiController,
  HandOverPagesController,
  ReleaseDeskApiController,
  ReleaseDeskPagesController,
];
