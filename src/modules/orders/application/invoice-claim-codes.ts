import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { sameSecret } from '../../../platform/same-secret.js';

// Crockford's base32: no I, L, O, U, so that a code on paper is typed back right.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The claim code that an invoice prints (ruling C2): 80 bits derived from the order, so it is stored nowhere and the
 * same on every copy of the paper. Who holds the invoice bought the license, or was given it by who did.
 */
@Injectable()
export class InvoiceClaimCodes {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'invoice-claim-code', 32));
  }

  /** As it is printed: four groups of four. */
  of(orderId: string): string {
    const bytes = createHmac('sha256', this.key).update(orderId).digest().subarray(0, 16);
    const text = [...bytes].map((byte) => alphabet[byte & 31]).join('');
    return text.replace(/(.{4})(?=.)/g, '$1-');
  }

  /** Case, spaces and dashes do not matter; O is 0, I and L are 1. */
  matches(orderId: string, typed: string): boolean {
    return sameSecret(folded(typed), folded(this.of(orderId)));
  }
}

function folded(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}
