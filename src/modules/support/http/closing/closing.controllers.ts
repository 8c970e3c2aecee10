import { RatingApiController } from './rating.api.controller.js';
import { RatingPagesController } from './rating.pages.controller.js';

export const closingControllers = [RatingApiController, RatingPagesController];
