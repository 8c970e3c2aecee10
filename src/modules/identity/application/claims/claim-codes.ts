import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';

/** Hashes codes of 8 digits. Keyed, because so few digits could be tried out by who reads the table. */
@Injectable()
export class ClaimCodes {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'claim-code', 32));
  }

  hash(keyHolderId: string, code: string): string {
    return createHmac('sha256', this.key).update(`${keyHolderId}|${code}`).digest('base64url');
  }
}
