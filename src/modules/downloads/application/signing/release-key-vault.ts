import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { Ed25519Vault } from '../../../../platform/keys/ed25519-vault.js';

/** Makes the keys that sign releases, and opens them. */
@Injectable()
export class ReleaseKeyVault extends Ed25519Vault {
  constructor(config: Config) {
    super(config.appSecret, 'release-signing-key');
  }
}
