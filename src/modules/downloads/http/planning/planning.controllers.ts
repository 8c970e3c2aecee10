import { PlanningApiController } from './planning.api.controller.js';
import { PlanningPagesController } from './planning.pages.controller.js';

export const planningControllers = [PlanningApiController, PlanningPagesController];
