import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Somebody asked for a bundle of a release for machines without internet; the worker packs it. */
export const BundleRequested = defineEvent(
  'downloads.bundle-requested',
  1,
  z.object({ bundleId: z.uuid(), organizationId: z.uuid() }),
);
