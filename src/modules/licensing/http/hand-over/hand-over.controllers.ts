import { HandOverApiController } from './hand-over.api.controller.js';
import { ReleaseDeskApiController } from './release-desk.api.controller.js';

export const handOverControllers = [HandOverApiController, ReleaseDeskApiController];
