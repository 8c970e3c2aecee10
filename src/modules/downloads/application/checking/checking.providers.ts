import { FindKnownFile } from './find-known-file.js';
import { ShowPublicKeys } from './show-public-keys.js';
import { WriteChecksums } from './write-checksums.js';

export const checkingProviders = [FindKnownFile, ShowPublicKeys, WriteChecksums];
