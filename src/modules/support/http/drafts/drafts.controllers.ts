import { DeskDraftsApiController } from './desk-drafts.api.controller.js';
import { DeskDraftsPagesController } from './desk-drafts.pages.controller.js';
import { DraftsApiController } from './drafts.api.controller.js';
import { DraftsPagesController } from './drafts.pages.controller.js';

export const draftsControllers = [
  DraftsApiController,
  DraftsPagesController,
  DeskDraftsApiController,
  DeskDraftsPagesController,
];
