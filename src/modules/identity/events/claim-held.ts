import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A license was claimed with nobody on file to ask, and the claim counts after some days (the setting `hold`). */
export const ClaimHeld = defineEvent('identity.claim-held', 1, z.object({ keyHolderId: z.uuid() }));
