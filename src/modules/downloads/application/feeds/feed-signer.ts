import { type KeyObject, sign } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { ReleaseKeyUnreadable } from '../../domain/release-key.errors.js';
import type { PublishedArtifact, PublishedRelease } from '../published-releases.js';
import { minisignature } from '../signing/minisign.js';
import { ReleaseKeyVault } from '../signing/release-key-vault.js';

interface OpenedKey {
  readonly privateKey: KeyObject;
  readonly publicKey: Buffer;
}

/** Release keys by their id; those that signed files stay able to sign them in another format. */
export type Keyring = ReadonlyMap<string, OpenedKey>;

/** Signs what feeds say. Keys are opened once per process. */
@Injectable()
export class FeedSigner {
  private keys: Promise<Keyring> | null = null;

  constructor(
    private readonly database: ReadDatabase,
    private readonly vault: ReleaseKeyVault,
  ) {}

  /** All keys, among them the one that is named. @throws ReleaseKeyUnreadable */
  async keyring(kid: string): Promise<Keyring> {
    this.keys ??= this.open();
    const known = await this.keys.catch(() => null);
    if (known?.has(kid)) return known;
    // One that was made since.
    this.keys = this.open();
    const keys = await this.keys;
    if (!keys.has(kid)) throw ReleaseKeyUnreadable.current();
    return keys;
  }

  private async open(): Promise<Keyring> {
    const rows = await this.database.many<{ kid: string; publicKey: Buffer; privateSealed: Buffer }>(sql`
      select kid, public_key as "publicKey", private_sealed as "privateSealed" from downloads.release_key`);
    const opened = rows.flatMap(({ kid, publicKey, privateSealed }) => {
      const privateKey = this.vault.open({ kid, privateSealed });
      return privateKey ? [[kid, { privateKey, publicKey }] as const] : [];
    });
    return new Map(opened);
  }
}

/**
 * A text that says who signed it, in one line (RFC 7515 with EdDSA of RFC 8037). The type keeps it from passing for
 * anything else that the key signs.
 */
export function signedText(keys: Keyring, kid: string, payload: string | Buffer): string {
  const key = keys.get(kid);
  if (!key) throw ReleaseKeyUnreadable.current();
  const header = { alg: 'EdDSA', kid, typ: 'latchkey-update-feed' };
  const signed = `${encoded(JSON.stringify(header))}.${encoded(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/** The signature of a file in minisign's format, by the key that signed its bytes; null without its BLAKE2b hash. */
export function minisigned(
  keys: Keyring,
  { blake2b512, signatureKid, fileName }: PublishedArtifact,
  { publishedAt }: PublishedRelease,
): string | null {
  const key = keys.get(signatureKid ?? '');
  if (!key || blake2b512 === null) return null;
  return minisignature(key, { hash: Buffer.from(blake2b512, 'base64'), fileName, signedAt: publishedAt });
}

const encoded = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
