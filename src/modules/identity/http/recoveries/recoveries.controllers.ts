import { MyRecoveryApiController } from './my-recovery.api.controller.js';
import { MyRecoveryPagesController } from './my-recovery.pages.controller.js';
import { RecoveriesApiController } from './recoveries.api.controller.js';
import { RecoveriesPagesController } from './recoveries.pages.controller.js';
import { RecoveryLinkPagesController } from './recovery-link.pages.controller.js';

export const recoveriesControllers = [
  MyRecoveryApiController,
  MyRecoveryPagesController,
  RecoveriesApiController,
  RecoveriesPagesController,
  RecoveryLinkPagesController,
];
