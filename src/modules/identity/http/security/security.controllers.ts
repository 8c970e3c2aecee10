import { NotMePagesController } from './not-me.pages.controller.js';
import { SecurityApiController } from './security.api.controller.js';
import { SecurityPagesController } from './security.pages.controller.js';

export const securityControllers = [NotMePagesController, SecurityApiController, SecurityPagesController];
