import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';

/**
 * Secrets of download tickets. Each is derived from the ticket's id, so that the same person gets the same address for
 * the same file again and again, although only a hash of it is stored.
 */
@Injectable()
export class TicketSecrets {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'download-ticket', 32));
  }

  /** 43 characters of an address. */
  of(ticketId: string): string {
    return createHmac('sha256', this.key).update(ticketId).digest('base64url');
  }

  hashOf(secret: string): string {
    return createHash('sha256').update(secret).digest('base64url');
  }
}
