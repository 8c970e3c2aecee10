import { BulkApiController } from './bulk.api.controller.js';
import { BulkPagesController } from './bulk.pages.controller.js';
import { MacrosApiController } from './macros.api.controller.js';
import { MacrosPagesController } from './macros.pages.controller.js';
import { SavedViewsApiController } from './saved-views.api.controller.js';
import { SavedViewsPagesController } from './saved-views.pages.controller.js';
import { TriageApiController } from './triage.api.controller.js';
import { TriagePagesController } from './triage.pages.controller.js';

export const inboxControllers = [
  TriageApiController,
  TriagePagesController,
  BulkApiController,
  BulkPagesController,
  SavedViewsApiController,
  SavedViewsPagesController,
  MacrosApiController,
  MacrosPagesController,
];
