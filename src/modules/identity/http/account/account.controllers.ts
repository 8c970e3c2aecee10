import { AccountPagesController } from './account.pages.controller.js';
import { AccountIdentifiersPagesController } from './account-identifiers.pages.controller.js';
import { AccountNotificationsPagesController } from './account-notifications.pages.controller.js';
import { AccountPasswordPagesController } from './account-password.pages.controller.js';
import { AccountSessionsPagesController } from './account-sessions.pages.controller.js';
import { ConfirmEmailPagesController } from './confirm-email.pages.controller.js';
import { MeApiController } from './me.api.controller.js';
import { MyCredentialsApiController } from './my-credentials.api.controller.js';

import { MyNotificationsApiController } from './my-notifications.api.controller.js';

export const accountControllers = [
  AccountIdentifiersPagesController,
  AccountNotificationsPagesController,
  AccountPagesController,
  AccountPasswordPagesController,
  AccountSessionsPagesController,
  ConfirmEmailPagesController,
  MeApiController,
  MyCredentialsApiController,
  MyNotificationsApiController,
];
