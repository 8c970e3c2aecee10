import { AdviceApiController } from './advice.api.controller.js';
import { AdvicePagesController } from './advice.pages.controller.js';
import { BundleSchemaController } from './bundle-schema.controller.js';

export const diagnosticsControllers = [AdviceApiController, AdvicePagesController, BundleSchemaController];
