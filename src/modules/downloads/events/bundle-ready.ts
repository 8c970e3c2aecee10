import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A bundle is packed and can be downloaded. `userId` asked for it. */
export const BundleReady = defineEvent(
  'downloads.bundle-ready',
  1,
  z.object({ bundleId: z.uuid(), organizationId: z.uuid(), userId: z.uuid() }),
);
