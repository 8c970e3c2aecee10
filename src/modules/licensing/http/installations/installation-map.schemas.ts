import { z } from 'zod';
import { id } from '../../../../platform/http/fields.js';
import type { InstallationMap } from '../../application/installations/map-installations.js';

export const mapQuery = z.strictObject({ productId: id('product') });

/** The same in the address of the page, where what is malformed is left out. */
export const mapPageQuery = z.object({ productId: z.uuid().optional().catch(undefined) });

export const mapAnswer = z
  .object({
    productId: z.uuid(),
    productName: z.string(),
    countedAt: z.iso.datetime().nullable().describe('Null: they are being counted for the first time.'),
    cells: z
      .array(
        z.object({
          version: z.string().describe('As the product says.'),
          platform: z.string(),
          active: z.int().describe('Seen in the last 30 days, or running on a license file.'),
          silent: z.int(),
        }),
      )
      .describe('The most used first; at most 500.'),
    active: z.int().describe('Of all cells, also those beyond 500.'),
    silent: z.int(),
  })
  .meta({ id: 'InstallationMap', description: 'Installations in use by version and platform.' });

export const mapOf = (map: InstallationMap) => ({ ...map, countedAt: map.countedAt?.toISOString() ?? null });
