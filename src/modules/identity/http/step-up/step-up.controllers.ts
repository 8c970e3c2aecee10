import { StepUpApiController } from './step-up.api.controller.js';
import { StepUpPagesController } from './step-up.pages.controller.js';

export const stepUpControllers = [StepUpApiController, StepUpPagesController];
