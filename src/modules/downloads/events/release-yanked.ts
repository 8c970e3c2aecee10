import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A published release was withdrawn; nobody can download it any more. */
export const ReleaseYanked = defineEvent(
  'downloads.release-yanked',
  1,
  z.object({ releaseId: z.uuid(), productId: z.uuid(), version: z.string() }),
);
