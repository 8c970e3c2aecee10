import { looksLike } from './armour.js';
import { fileRefusals } from './file-texts.js';
import { isOfMachine } from './fingerprint.js';
import type { PublishedKey } from './key-set.js';
import type { LicenseFile } from './license-file.js';
import { isSignedBy, objectIn, readSigned, type SignedPayload } from './signed-payload.js';
import type { Refusal } from './verdict-texts.js';

/** Stable answers of a check without the portal (row LI-3). */
export const fileCodes = [
  'FILE_VALID',
  'FILE_CORRUPT',
  'FILE_ENCRYPTED',
  'FILE_KEY_UNKNOWN',
  'FILE_SIGNATURE_WRONG',
  'FILE_FORMAT_UNKNOWN',
  'FILE_KEY_EXPIRED',
  'FILE_NOT_YET_VALID',
  'FILE_EXPIRED',
  'FILE_OF_OTHER_MACHINE',
] as const;

export type FileCode = (typeof fileCodes)[number];

/** Whether the product may run with the file. `file` is what it says, null until the signature was found right. */
export interface FileVerdict {
  readonly valid: boolean;
  readonly code: FileCode;
  readonly detail: string;
  readonly because: readonly string[];
  readonly remedy: readonly string[];
  readonly file: LicenseFile | null;
}

export interface FileCheck {
  /** The file's whole text. */
  readonly text: string;
  readonly keys: readonly PublishedKey[];
  /** Of the machine; null when nobody asks for one. */
  readonly fingerprint: string | null;
}

/** Decides on a license file. Pure: nothing but the file, the keys, the machine and the clock. Nothing is believed
 * before the signature was found right. */
export function verifyLicenseFile({ text, keys, fingerprint }: FileCheck, now: Date): FileVerdict {
  if (looksLike('ENCRYPTED LICENSE FILE', text)) return refused('FILE_ENCRYPTED');
  const signed = readSigned('LICENSE FILE', text);
  if (!signed) return refused('FILE_CORRUPT');
  const key = keys.find(({ kid }) => kid === signed.kid);
  if (!key) return refused('FILE_KEY_UNKNOWN');
  if (!isSignedBy('latchkey license file v1', signed, key.publicKey)) return refused('FILE_SIGNATURE_WRONG');
  const file = fileIn(signed);
  if (!file) return refused('FILE_FORMAT_UNKNOWN');
  const code = codeNow(file, key, fingerprint, now);
  return code === 'FILE_VALID' ? valid(file) : refused(code, file);
}

function codeNow(file: LicenseFile, key: PublishedKey, fingerprint: string | null, now: Date): FileCode {
  if (key.validUntil !== null && key.validUntil <= now) return 'FILE_KEY_EXPIRED';
  if (new Date(file.notBefore) > now) return 'FILE_NOT_YET_VALID';
  if (new Date(file.expiresAt) <= now) return 'FILE_EXPIRED';
  const bound = fingerprint !== null && file.installation !== null;
  return bound && !isOfMachine(file.installation.fingerprint, fingerprint)
    ? 'FILE_OF_OTHER_MACHINE'
    : 'FILE_VALID';
}

// Who holds the key wrote the payload, so beyond the format its shape needs no check.
function fileIn({ payload }: SignedPayload): LicenseFile | null {
  const members = objectIn(payload.toString('utf8'));
  return members?.format === 1 ? (members as unknown as LicenseFile) : null;
}

function refused(code: Exclude<FileCode, 'FILE_VALID'>, file: LicenseFile | null = null): FileVerdict {
  const { detail, because, remedy }: Refusal = fileRefusals[code](file);
  return { valid: false, code, detail, because, remedy, file };
}

function valid(file: LicenseFile): FileVerdict {
  return {
    valid: true,
    code: 'FILE_VALID',
    detail: 'This license file may be used.',
    because: ['It is signed by a known key and unchanged.', `It ends at ${file.expiresAt}.`],
    remedy: [],
    file,
  };
}
