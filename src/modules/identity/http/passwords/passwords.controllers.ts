import { ForgotPasswordPagesController } from './forgot-password.pages.controller.js';
import { LinksApiController } from './links.api.controller.js';
import { RecoverPagesController } from './recover.pages.controller.js';
import { RecoveryByCodeApiController } from './recovery-by-code.api.controller.js';
import { ResetPasswordPagesController } from './reset-password.pages.controller.js';

export const passwordsControllers = [
  ForgotPasswordPagesController,
  LinksApiController,
  RecoverPagesController,
  RecoveryByCodeApiController,
  ResetPasswordPagesController,
];
