import { readKeySet } from '../../domain/key-set.js';
import { type FileVerdict, verifyLicenseFile } from '../../domain/verify-license-file.js';

/** Reads a key set as the portal publishes it, and checks license files; needs no portal. */
export const licenseFiles = { readKeySet, verify: verifyLicenseFile };

export type { FileVerdict };
