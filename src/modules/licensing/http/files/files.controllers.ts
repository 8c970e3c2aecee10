import { KeySetController } from './key-set.controller.js';
import { LicenseFilesApiController } from './license-files.api.controller.js';
import { VerifierController } from './verifier.controller.js';

export const filesControllers = [KeySetController, LicenseFilesApiController, VerifierController];
