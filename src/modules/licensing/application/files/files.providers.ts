import { SigningKeyRepository } from '../../persistence/signing-key.repository.js';
import { IssueLicenseFile } from './issue-license-file.js';
import { JudgeInstallation } from './judge-installation.js';
import { KeyVault } from './key-vault.js';
import { ListSigningKeys } from './list-signing-keys.js';
import { PublishKeys } from './publish-keys.js';
import { RotateSigningKeys } from './rotate-signing-keys.js';
import { SigningKeys } from './signing-keys.js';
import { WriteLicenseFile } from './write-license-file.js';

export const filesProviders = [
  SigningKeyRepository,
  KeyVault,
  SigningKeys,
  PublishKeys,
  RotateSigningKeys,
  ListSigningKeys,
  JudgeInstallation,
  WriteLicenseFile,
  IssueLicenseFile,
];
