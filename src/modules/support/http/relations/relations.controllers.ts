import { RelationsApiController } from './relations.api.controller.js';
import { RelationsPagesController } from './relations.pages.controller.js';

export const relationsControllers = [RelationsApiController, RelationsPagesController];
