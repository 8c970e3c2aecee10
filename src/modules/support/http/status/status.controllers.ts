import { StatusApiController } from './status.api.controller.js';
import { StatusPagesController } from './status.pages.controller.js';

export const statusControllers = [StatusApiController, StatusPagesController];
