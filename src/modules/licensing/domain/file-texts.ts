import type { LicenseFile } from './license-file.js';
import type { Refusal } from './verdict-texts.js';

const newOne = 'Get a new license file from the portal.';

type Says = (file: LicenseFile | null) => Refusal;

/** What a refused license file is told, by code. */
export const fileRefusals = {
  FILE_CORRUPT: () => ({
    detail: 'This is not a whole license file.',
    because: ['Its text is not what the portal wrote: something is missing, added or changed.'],
    remedy: ['Copy the file again without opening it in an editor.', newOne],
  }),
  FILE_ENCRYPTED: () => ({
    detail: 'This license file is encrypted.',
    because: ['Only the machine that asked for it can open it.'],
    remedy: ['Open it on that machine, and check what comes out.'],
  }),
  FILE_KEY_UNKNOWN: () => ({
    detail: 'This license file is signed by an unknown key.',
    because: ['The set of keys has no key of this name.'],
    remedy: ['Get the current set of keys from the portal.', newOne],
  }),
  FILE_SIGNATURE_WRONG: () => ({
    detail: 'The signature of this license file is wrong.',
    because: ['Its content was changed after it was signed, or somebody else signed it.'],
    remedy: [newOne],
  }),
  FILE_FORMAT_UNKNOWN: () => ({
    detail: 'This license file has a format that is not known here.',
    because: ['It was written by a later version.'],
    remedy: ['Update the product or the program that checks the file.'],
  }),
  FILE_KEY_EXPIRED: () => ({
    detail: 'The key that signed this license file has expired.',
    because: ['Every file that it signed in time has run out.'],
    remedy: [newOne],
  }),
  FILE_NOT_YET_VALID: (file) => ({
    detail: 'This license file is not valid yet.',
    because: [`It begins at ${file?.notBefore ?? ''}, which is after the clock of this machine.`],
    remedy: ['Correct the clock of this machine.'],
  }),
  FILE_EXPIRED: (file) => ({
    detail: 'This license file has run out.',
    because: [`It ended at ${file?.expiresAt ?? ''}.`],
    remedy: [newOne],
  }),
  FILE_OF_OTHER_MACHINE: () => ({
    detail: 'This license file is for another machine.',
    because: ['Its fingerprint is not the one of this machine.'],
    remedy: ['Get a license file for this machine from the portal.'],
  }),
} satisfies Record<string, Says>;
