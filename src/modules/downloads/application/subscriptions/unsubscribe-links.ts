import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import { sameSecret } from '../../../../platform/same-secret.js';

/**
 * Secrets in mails that end one subscription and open nothing. They are derived and stored nowhere, and good as long
 * as the subscription is: a mail may be read years later. @see RFC 8058
 */
@Injectable()
export class UnsubscribeLinks {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'release-unsubscribe', 32));
  }

  tokenOf(subscriptionId: string): string {
    return `${subscriptionId}.${this.mac(subscriptionId)}`;
  }

  /** The subscription; null for what is no token of ours. */
  idIn(token: string): string | null {
    const [id = '', mac = ''] = token.split('.');
    return isId(id) && sameSecret(mac, this.mac(id)) ? id : null;
  }

  private mac(id: string): string {
    return createHmac('sha256', this.key).update(id).digest('base64url');
  }
}
