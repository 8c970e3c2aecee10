import { PrivacyApiController } from './privacy.api.controller.js';
import { PrivacyPagesController } from './privacy.pages.controller.js';

export const privacyControllers = [PrivacyApiController, PrivacyPagesController];
