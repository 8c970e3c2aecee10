import { BeginTerm } from './begin-term.js';
import { DeactivateInstallation } from './deactivate-installation.js';
import { FindMachine } from './find-machine.js';
import { LastSeen } from './last-seen.js';
import { LockMachine } from './locked-machine.js';
import { RequestSignatures } from './request-signatures.js';
import { SpentSignatures } from './spent-signatures.js';
import { ValidateLicense } from './validate-license.js';

export const productProviders = [
  FindMachine,
  RequestSignatures,
  SpentSignatures,
  LastSeen,
  LockMachine,
  BeginTerm,
  ValidateLicense,
  DeactivateInstallation,
];
