import { CheckingApiController } from './checking.api.controller.js';
import { ChecksumsPagesController } from './checksums.pages.controller.js';
import { VerifyPagesController } from './verify.pages.controller.js';

export const checkingControllers = [CheckingApiController, ChecksumsPagesController, VerifyPagesController];
