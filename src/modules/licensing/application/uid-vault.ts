import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import type { InstallationId, KeptUid } from '../domain/installation.js';
import { uidBytes, uidHash, uidOf } from '../domain/uid.js';

const ivBytes = 12;
const tagBytes = 16;

/**
 * Mints UIDs and gives them back to the machine they belong to.
 *
 * Looking one up needs only its hash. But the same machine must get the same UID when it activates again, after the
 * product was reinstalled, or people could no longer sign in with the pair they wrote down. So it is kept sealed with
 * a key that is not in the database: a dump alone opens no account.
 */
@Injectable()
export class UidVault {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'installation-uid', 32));
  }

  mint(installationId: InstallationId): KeptUid & { readonly uid: string } {
    const uid = uidOf(randomBytes(uidBytes));
    return { uid, uidHash: uidHash(uid), uidSealed: this.seal(uid, installationId) };
  }

  /** The UID, or null when it was sealed with another APP_SECRET. */
  open(sealed: Buffer, installationId: InstallationId): string | null {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, ivBytes));
    decipher.setAAD(Buffer.from(installationId));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    try {
      const text = decipher.update(sealed.subarray(ivBytes, -tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  private seal(uid: string, installationId: InstallationId): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    cipher.setAAD(Buffer.from(installationId));
    return Buffer.concat([iv, cipher.update(uid, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }
}
