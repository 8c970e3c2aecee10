import { BatchesApiController } from './batches.api.controller.js';
import { BatchesPagesController } from './batches.pages.controller.js';
import { ExportLicensesApiController } from './export-licenses.api.controller.js';
import { ExportLicensesPagesController } from './export-licenses.pages.controller.js';

export const bulkControllers = [
  BatchesApiController,
  BatchesPagesController,
  ExportLicensesApiController,
  ExportLicensesPagesController,
];
