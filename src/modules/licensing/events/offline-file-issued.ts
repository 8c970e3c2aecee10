import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A machine without internet got a license file, with which it runs until `expiresAt`. */
export const OfflineFileIssued = defineEvent(
  'licensing.offline-file-issued',
  1,
  z.object({
    licenseId: z.uuid(),
    organizationId: z.uuid(),
    installationId: z.uuid(),
    fileId: z.uuid(),
    expiresAt: z.iso.datetime(),
  }),
);
