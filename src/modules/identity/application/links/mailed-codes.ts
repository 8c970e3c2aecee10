import { createHmac, hkdfSync, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';

/** Codes of 8 digits for mails. Hashes are keyed, because so few digits could be tried out by who reads the table. */
@Injectable()
export class MailedCodes {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'claim-code', 32));
  }

  /** A new code, to be kept as its {@link hash} only. */
  newCode(): string {
    return String(randomInt(100_000_000)).padStart(8, '0');
  }

  /** @param aboutId what the code proves: the same digits of another claim have another hash */
  hash(aboutId: string, code: string): string {
    return createHmac('sha256', this.key).update(`${aboutId}|${code}`).digest('base64url');
  }

  /** The code as people copy it, in two groups of four. */
  static shown(code: string): string {
    return `${code.slice(0, 4)} ${code.slice(4)}`;
  }

  /** What was typed, without the spaces and dashes that people leave in. */
  static typed(text: string): string {
    return text.replace(/[\s-]/g, '');
  }
}
