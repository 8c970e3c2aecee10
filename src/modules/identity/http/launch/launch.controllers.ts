import { LaunchApiController } from './launch.api.controller.js';
import { LaunchPagesController } from './launch.pages.controller.js';
import { NewPasswordPagesController } from './new-password.pages.controller.js';

export const launchControllers = [LaunchApiController, LaunchPagesController, NewPasswordPagesController];
