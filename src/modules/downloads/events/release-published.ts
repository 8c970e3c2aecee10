import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A release became visible to the customers of its product. `publishedAt` decides who is entitled. */
export const ReleasePublished = defineEvent(
  'downloads.release-published',
  1,
  z.object({
    releaseId: z.uuid(),
    productId: z.uuid(),
    version: z.string(),
    channel: z.enum(['stable', 'beta']),
    critical: z.boolean(),
    publishedAt: z.iso.datetime(),
  }),
);
