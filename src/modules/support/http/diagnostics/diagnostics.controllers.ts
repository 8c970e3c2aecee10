import { BundleSchemaController } from './bundle-schema.controller.js';

export const diagnosticsControllers = [BundleSchemaController];
