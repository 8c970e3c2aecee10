import { PasskeyPagesController } from './passkey.pages.controller.js';
import { PasskeySignInApiController } from './passkey-sign-in.api.controller.js';
import { PasskeySignInPagesController } from './passkey-sign-in.pages.controller.js';
import { PasskeyStepUpApiController } from './passkey-step-up.api.controller.js';
import { PasskeyStepUpPagesController } from './passkey-step-up.pages.controller.js';
import { PasskeysApiController } from './passkeys.api.controller.js';
import { PasskeysPagesController } from './passkeys.pages.controller.js';

export const passkeysControllers = [
  PasskeysPagesController,
  PasskeyPagesController,
  PasskeySignInApiController,
  PasskeySignInPagesController,
  PasskeyStepUpApiController,
  PasskeyStepUpPagesController,
  PasskeysApiController,
];
