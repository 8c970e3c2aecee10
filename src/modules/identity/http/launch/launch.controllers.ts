import { LaunchApiController } from './launch.api.controller.js';
import { LaunchPagesController } from './launch.pages.controller.js';

export const launchControllers = [LaunchApiController, LaunchPagesController];
