import { createHash, type KeyObject, sign } from 'node:crypto';

/*
 * The format of minisign, which Tauri's updater reads: base64 below a comment line, a signature over the BLAKE2b-512 of
 * the file ("ED"), and a second one over the first and the trusted comment. See https://jedisct1.github.io/minisign/
 */
const publicKeyTag = Buffer.from('Ed');
const hashedTag = Buffer.from('ED');

/** The number by which minisign tells keys apart: 8 bytes, here of the key's hash, so that it is always the same. */
const keyNumberOf = (publicKey: Buffer): Buffer =>
  createHash('sha256').update(publicKey).digest().subarray(0, 8);

/** The public key as minisign's `-P` takes it. */
export function minisignPublicKey(publicKey: Buffer): string {
  return Buffer.concat([publicKeyTag, keyNumberOf(publicKey), publicKey]).toString('base64');
}

/** The file of the public key, which Tauri wants in base64. */
export function minisignKeyFile(publicKey: Buffer): string {
  const number = Buffer.from(keyNumberOf(publicKey)).reverse().toString('hex').toUpperCase();
  return `untrusted comment: minisign public key ${number}\n${minisignPublicKey(publicKey)}\n`;
}

/** What a file is signed with, and what its trusted comment says. */
export interface MinisignFile {
  /** BLAKE2b-512 of the file, 64 bytes. */
  readonly hash: Buffer;
  readonly fileName: string;
  readonly signedAt: Date;
}

/** The text of a `.minisig` file. */
export function minisignature(
  key: { readonly privateKey: KeyObject; readonly publicKey: Buffer },
  { hash, fileName, signedAt }: MinisignFile,
): string {
  const signature = sign(null, hash, key.privateKey);
  const seconds = Math.floor(Number(signedAt) / 1_000);
  // A tab or line end in the name would be another comment.
  const comment = `timestamp:${seconds}\tfile:${fileName.replace(/\p{C}/gu, '')}\thashed`;
  const over = sign(null, Buffer.concat([signature, Buffer.from(comment)]), key.privateKey);
  const packed = Buffer.concat([hashedTag, keyNumberOf(key.publicKey), signature]).toString('base64');
  return [
    'untrusted comment: signature of a release',
    packed,
    `trusted comment: ${comment}`,
    over.toString('base64'),
    '',
  ].join('\n');
}
