import { createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** The public keys that check signatures of files, in the form that OpenSSL reads. */
@Injectable()
export class ShowPublicKeys {
  constructor(private readonly database: ReadDatabase) {}

  /** PEM by the name of the key; unknown ones are left out. */
  async execute(kids: readonly string[]): Promise<Map<string, string>> {
    if (kids.length === 0) return new Map();
    const rows = await this.database.many<{ kid: string; publicKey: Buffer }>(sql`
      select kid, public_key as "publicKey" from downloads.release_key where kid = any(${[...new Set(kids)]})`);
    return new Map(rows.map(({ kid, publicKey }) => [kid, pemOf(publicKey)]));
  }
}

function pemOf(publicKey: Buffer): string {
  const key = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString().trim();
}
