import { AccountMfaPagesController } from './account-mfa.pages.controller.js';
import { RecoveryCodesApiController } from './recovery-codes.api.controller.js';
import { RecoveryCodesPagesController } from './recovery-codes.pages.controller.js';
import { RememberedDevicesApiController } from './remembered-devices.api.controller.js';
import { RememberedDevicesPagesController } from './remembered-devices.pages.controller.js';
import { SecondFactorApiController } from './second-factor.api.controller.js';

export const factorsControllers = [
  AccountMfaPagesController,
  RecoveryCodesApiController,
  RecoveryCodesPagesController,
  RememberedDevicesApiController,
  RememberedDevicesPagesController,
  SecondFactorApiController,
];
