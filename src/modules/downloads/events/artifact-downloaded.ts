import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/**
 * Somebody has a file. Once per person and file. `completed`: the portal sent all of its bytes, in one go or over many
 * ranges; `handed-over`: nginx or the storage was asked to send it, and nobody here knows how much of it arrived.
 */
export const ArtifactDownloaded = defineEvent(
  'downloads.artifact-downloaded',
  2,
  z.object({
    releaseId: z.uuid(),
    artifactId: z.uuid(),
    organizationId: z.uuid().nullable(),
    userId: z.uuid(),
    delivery: z.enum(['completed', 'handed-over']),
  }),
);
