import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';

export const exports = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        requestedAt: z.iso.datetime(),
        expiresAt: z.iso.datetime(),
        sizeBytes: z.number().nullable().describe('Null while the archive is being made.'),
      }),
    ),
    nextCursor: z.null().describe('There are never more than fit on one page.'),
  })
  .meta({ id: 'DataExports', description: 'Copies of your data, the newest first.' });

export const requestedExport = z.object({ id: z.uuid() }).meta({ id: 'RequestedExport' });

export const erasure = z
  .strictObject({ name: line(120, 'name').describe('Your name, exactly as it is shown.') })
  .meta({ id: 'Erasure', description: 'What shows that it is meant.' });
