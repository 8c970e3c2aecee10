import { KeySetController } from './key-set.controller.js';
import { LicenseFilesApiController } from './license-files.api.controller.js';

export const filesControllers = [KeySetController, LicenseFilesApiController];
