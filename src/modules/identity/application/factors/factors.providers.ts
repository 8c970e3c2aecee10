import { DisableTotp } from './disable-totp.js';
import { EnableTotp } from './enable-totp.js';
import { ListRememberedDevices } from './list-remembered-devices.js';
import { PrepareTotp } from './prepare-totp.js';
import { RecoveryCodes } from './recovery-codes.js';
import { RememberedDevices } from './remembered-devices.js';
import { RenewRecoveryCodes } from './renew-recovery-codes.js';
import { SealFactorChange } from './seal-factor-change.js';
import { SecondFactorRule } from './second-factor-rule.js';
import { ShowFactors } from './show-factors.js';
import { TakeFactor } from './take-factor.js';
import { Totp } from './totp.js';
import { VerifyFactor } from './verify-factor.js';

export const factorsProviders = [
  DisableTotp,
  EnableTotp,
  ListRememberedDevices,
  PrepareTotp,
  RecoveryCodes,
  RememberedDevices,
  RenewRecoveryCodes,
  SealFactorChange,
  SecondFactorRule,
  ShowFactors,
  TakeFactor,
  Totp,
  VerifyFactor,
];
