import { RedactionApiController } from './redaction.api.controller.js';
import { RedactionPagesController } from './redaction.pages.controller.js';

export const redactionControllers = [RedactionApiController, RedactionPagesController];
