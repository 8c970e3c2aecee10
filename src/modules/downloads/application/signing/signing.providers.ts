import { ReleaseKeyRepository } from '../../persistence/release-key.repository.js';
import { CommitSignature } from './commit-signature.js';
import { ReleaseKeyVault } from './release-key-vault.js';
import { ReleaseKeys } from './release-keys.js';
import { ReleaseSignatures } from './release-signatures.js';
import { SignRelease } from './sign-release.js';

export const signingProviders = [
  ReleaseKeyRepository,
  ReleaseKeyVault,
  ReleaseKeys,
  ReleaseSignatures,
  CommitSignature,
  SignRelease,
];
