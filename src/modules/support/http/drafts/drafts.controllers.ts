import { DraftsApiController } from './drafts.api.controller.js';
import { DraftsPagesController } from './drafts.pages.controller.js';

export const draftsControllers = [DraftsApiController, DraftsPagesController];
