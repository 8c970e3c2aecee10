import { dearmour, looksLike } from './armour.js';
import { isSigned } from './ed25519.js';
import { asInstant, asObject, type Bytes, fromBase64Url, objectIn, textOf, utf8 } from './encoding.js';
import { type FileVerdict, refusedFile, validFile } from './file-verdict.js';
import { isOfMachine } from './fingerprint.js';
import { type KeySet, keyIn, type UsableKey } from './key-set.js';
import type { LicenseFile } from './license-file.js';

/** Against what a license file is checked. */
export interface FileCheck {
  /** Of this machine; null when nobody asks for one. */
  readonly fingerprint: string | null;
  readonly now: Date;
}

interface SignedFile {
  readonly kid: string;
  readonly payload: Bytes;
  readonly signature: Bytes;
}

const purpose = 'latchkey license file v1\n';

/**
 * Decides on a license file without asking anybody. Nothing in it is believed before its signature was found right.
 * @param text the whole text of the file
 * @param keys those of the portal that the product trusts
 * @see docs/license-files.md of the portal
 */
export async function verifyLicenseFile(text: string, keys: KeySet, check: FileCheck): Promise<FileVerdict> {
  if (looksLike('ENCRYPTED LICENSE FILE', text)) return refusedFile('FILE_ENCRYPTED');
  const signed = readSigned(text);
  if (!signed) return refusedFile('FILE_CORRUPT');
  const key = keyIn(keys, signed.kid);
  if (!key) return refusedFile('FILE_KEY_UNKNOWN');
  if (!(await isSignedBy(key, signed))) return refusedFile('FILE_SIGNATURE_WRONG');
  const file = fileIn(signed.payload);
  if (!file) return refusedFile('FILE_FORMAT_UNKNOWN');
  const refusal = refusalNow(file, key, check.now) ?? (await refusalHere(file, check.fingerprint));
  return refusal === null ? validFile(file) : refusedFile(refusal, file);
}

// One payload and signature have one spelling: the members in this order, and no others.
function readSigned(text: string): SignedFile | null {
  const content = dearmour('LICENSE FILE', text);
  const { kid, payload, sig } = (content === null ? null : objectIn(content)) ?? {};
  if (typeof kid !== 'string' || typeof payload !== 'string' || typeof sig !== 'string') return null;
  if (JSON.stringify({ alg: 'ed25519', kid, payload, sig }) !== content) return null;
  const [payloadBytes, signature] = [fromBase64Url(payload), fromBase64Url(sig)];
  if (!payloadBytes || signature?.length !== 64) return null;
  return { kid, payload: payloadBytes, signature };
}

async function isSignedBy({ publicKey }: UsableKey, { payload, signature }: SignedFile): Promise<boolean> {
  const prefix = utf8(purpose);
  const signed = new Uint8Array(prefix.length + payload.length);
  signed.set(prefix);
  signed.set(payload, prefix.length);
  return isSigned(publicKey, signature, signed);
}

// Who holds the key wrote the payload; what the client reads of it is checked all the same.
function fileIn(payload: Bytes): LicenseFile | null {
  const text = textOf(payload);
  const members = text === null ? null : objectIn(text);
  if (members?.format !== 1) return null;
  const { license, notBefore, expiresAt, issuedAt, installation } = members;
  const { serialNumber, features, maintenanceEndsAt } = asObject(license) ?? {};
  const instants = [notBefore, expiresAt, issuedAt, maintenanceEndsAt];
  if (instants.some((instant) => !asInstant(instant))) return null;
  if (typeof serialNumber !== 'string' || !Array.isArray(features)) return null;
  if (installation !== null && typeof asObject(installation)?.fingerprint !== 'string') return null;
  return members as unknown as LicenseFile;
}

function refusalNow(file: LicenseFile, { validUntil }: UsableKey, now: Date) {
  if (validUntil !== null && validUntil <= now) return 'FILE_KEY_EXPIRED';
  if (new Date(file.notBefore) > now) return 'FILE_NOT_YET_VALID';
  if (new Date(file.expiresAt) <= now) return 'FILE_EXPIRED';
  return null;
}

async function refusalHere({ installation }: LicenseFile, fingerprint: string | null) {
  if (fingerprint === null || installation === null) return null;
  return (await isOfMachine(installation.fingerprint, fingerprint)) ? null : 'FILE_OF_OTHER_MACHINE';
}
