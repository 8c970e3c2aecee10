import { z } from 'zod';
import { bundleFaults, manifestSchema } from '../../application/diagnostics/manifest.js';

/** What the portal found in a file that calls itself a diagnostic bundle. */
export const diagnosis = z
  .object({
    manifest: manifestSchema
      .omit({ format: true, formatVersion: true })
      .meta({ id: 'ReadManifest' })
      .nullable()
      .describe('What the bundle says; null when something is wrong with it.'),
    fault: z
      .object({
        code: z.enum(bundleFaults),
        about: z.string().nullable().describe('The file or member at fault.'),
      })
      .meta({ id: 'BundleFault' })
      .nullable(),
  })
  .meta({ id: 'Diagnosis' });
