import { DisableTotp } from './disable-totp.js';
import { EnableTotp } from './enable-totp.js';
import { PrepareTotp } from './prepare-totp.js';
import { RecoveryCodes } from './recovery-codes.js';
import { RenewRecoveryCodes } from './renew-recovery-codes.js';
import { Totp } from './totp.js';
import { VerifyFactor } from './verify-factor.js';

export const factorsProviders = [
  DisableTotp,
  EnableTotp,
  PrepareTotp,
  RecoveryCodes,
  RenewRecoveryCodes,
  Totp,
  VerifyFactor,
];
