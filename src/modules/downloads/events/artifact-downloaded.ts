import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Somebody has received all bytes of a file, in one go or over many ranges. Once per person and file. */
export const ArtifactDownloaded = defineEvent(
  'downloads.artifact-downloaded',
  1,
  z.object({
    releaseId: z.uuid(),
    artifactId: z.uuid(),
    organizationId: z.uuid().nullable(),
    userId: z.uuid(),
  }),
);
