import { SendingApiController } from './sending.api.controller.js';
import { SendingPagesController } from './sending.pages.controller.js';

export const sendingControllers = [SendingApiController, SendingPagesController];
