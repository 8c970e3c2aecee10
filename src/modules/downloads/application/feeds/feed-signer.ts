import { type KeyObject, sign } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { ReleaseKeyUnreadable } from '../../domain/release-key.errors.js';
import type { KeyPurpose } from '../../domain/release-key.js';
import type { PublishedArtifact, PublishedRelease } from '../published-releases.js';
import { minisignature } from '../signing/minisign.js';
import { ReleaseKeyVault } from '../signing/release-key-vault.js';

interface OpenedKey {
  readonly purpose: KeyPurpose;
  readonly privateKey: KeyObject;
  readonly publicKey: Buffer;
  readonly createdAt: Date;
}

/** Keys of feeds and of minisign by their id, the oldest first. */
export type Keyring = ReadonlyMap<string, OpenedKey>;

type KeyRow = Omit<OpenedKey, 'privateKey'> & { readonly kid: string; readonly privateSealed: Buffer };

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
    const rows = await this.database.many<KeyRow>(sql`
      select kid, purpose, public_key as "publicKey", private_sealed as "privateSealed", created_at as "createdAt"
      from downloads.release_key where purpose in ('feeds', 'minisign') order by created_at, kid`);
    const opened = rows.flatMap(({ kid, privateSealed, ...facts }) => {
      const privateKey = this.vault.open({ kid, privateSealed });
      return privateKey ? [[kid, { ...facts, privateKey }] as const] : [];
    });
    return new Map(opened);
  }
}

/** A text that says who signed it, in one line (RFC 7515 with EdDSA of RFC 8037). */
export function signedText(keys: Keyring, kid: string, payload: string | Buffer): string {
  const key = keys.get(kid);
  if (key?.purpose !== 'feeds') throw ReleaseKeyUnreadable.current();
  const header = { alg: 'EdDSA', kid, typ: 'latchkey-update-feed' };
  const signed = `${encoded(JSON.stringify(header))}.${encoded(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/**
 * The signature of a file in minisign's format; null without its BLAKE2b hash. It is by the key of the time when the
 * release was published, so that it stays the same when the key changes; by the oldest for releases of before.
 */
export function minisigned(
  keys: Keyring,
  { blake2b512, fileName }: PublishedArtifact,
  { publishedAt }: PublishedRelease,
): string | null {
  const own = [...keys.values()].filter(({ purpose }) => purpose === 'minisign');
  const key = own.findLast(({ createdAt }) => createdAt <= publishedAt) ?? own[0];
  if (!key || blake2b512 === null) return null;
  return minisignature(key, { hash: Buffer.from(blake2b512, 'base64'), fileName, signedAt: publishedAt });
}

const encoded = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
