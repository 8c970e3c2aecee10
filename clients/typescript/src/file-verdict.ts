import type { LicenseFile } from './license-file.js';
import type { FileCode, Verdict } from './verdict.js';

/** A verdict on a license file, and what the file says; null until its signature was found right. */
export interface FileVerdict extends Verdict {
  readonly code: FileCode | 'FEATURE_NOT_INCLUDED' | 'VERSION_NOT_COVERED';
  readonly file: LicenseFile | null;
}

const newOne = 'Connect this machine to the internet, or get a new license file from the portal.';

type Says = readonly [detail: string, because: string, remedy: string];

const refusals: Readonly<Record<Exclude<FileVerdict['code'], 'FILE_VALID'>, Says>> = {
  FILE_CORRUPT: [
    'The license file is not whole.',
    'Its text is not what the portal wrote: something is missing, added or changed.',
    newOne,
  ],
  FILE_ENCRYPTED: [
    'The license file is encrypted.',
    'Only the machine that asked for it can open it.',
    'Decrypt it on that machine first.',
  ],
  FILE_KEY_UNKNOWN: [
    'The license file is signed by an unknown key.',
    'The keys that this product trusts do not include it.',
    newOne,
  ],
  FILE_SIGNATURE_WRONG: [
    'The signature of the license file is wrong.',
    'It was changed after it was signed, or somebody else signed it.',
    newOne,
  ],
  FILE_FORMAT_UNKNOWN: [
    'The license file has a format that this version does not know.',
    'It was written for a later version of the product.',
    'Update the product.',
  ],
  FILE_KEY_EXPIRED: [
    'The key that signed the license file has expired.',
    'Every file that it signed in time has run out.',
    newOne,
  ],
  FILE_NOT_YET_VALID: [
    'The license file is not valid yet.',
    'It begins after the time that the clock of this machine tells.',
    'Correct the clock of this machine.',
  ],
  FILE_EXPIRED: [
    'The license file has run out.',
    'It is meant to be renewed over the internet before.',
    newOne,
  ],
  FILE_OF_OTHER_MACHINE: [
    'The license file is for another machine.',
    'Its fingerprint is not the one of this machine.',
    newOne,
  ],
  FILE_OF_OTHER_LICENSE: [
    'The license file is for another license.',
    'Its serial number is not the one that was entered.',
    newOne,
  ],
  FEATURE_NOT_INCLUDED: [
    'This license does not include the feature.',
    'A feature that was asked for is not one of those that the license unlocks.',
    'Change to an edition that includes it.',
  ],
  VERSION_NOT_COVERED: [
    'This license does not cover this version.',
    'The version was published after updates ended.',
    'Use a version published before that, or renew the updates.',
  ],
};

/** A refusal in words. */
export function refusedFile(
  code: Exclude<FileVerdict['code'], 'FILE_VALID'>,
  file: LicenseFile | null = null,
): FileVerdict {
  const [detail, because, remedy] = refusals[code];
  return { valid: false, code, detail, because: [because], remedy: [remedy], from: 'file', file };
}

/** The file may be used. */
export function validFile(file: LicenseFile): FileVerdict {
  return {
    valid: true,
    code: 'FILE_VALID',
    detail: 'The license file on this machine may be used.',
    because: ['It is signed by a known key and unchanged.', `It ends at ${file.expiresAt}.`],
    remedy: [],
    from: 'file',
    file,
  };
}
