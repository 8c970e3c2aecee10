import { z } from 'zod';
import { id } from '../../../../platform/http/fields.js';
import { listing, listQuery, pageCursor } from '../../../../platform/http/paging.js';
import type { StatusNotice } from '../../application/incidents/show-status.js';

/** Query of the API. */
export const statusQuery = listQuery.extend({
  productId: id('product').optional().describe('Only what affects this product.'),
});
const at = z.iso.datetime();
export const statusList = listing(
  z
    .object({
      id: z.uuid(),
      headline: z.string(),
      productId: z.uuid().nullable().describe('Null: it affects every product.'),
      productName: z.string().nullable(),
      affectsYou: z.boolean().describe('You have a license of the product.'),
      announcedAt: at,
      resolvedAt: at.nullable().describe('Null: it goes on.'),
      updates: z
        .array(z.object({ body: z.string(), writtenAt: at }))
        .describe('The newest first; twenty at most.'),
    })
    .meta({ id: 'StatusUpdate' }),
);

export const toStatus = ({ affectsReader, announcedAt, resolvedAt, updates, ...notice }: StatusNotice) => ({
  ...notice,
  affectsYou: affectsReader,
  announcedAt: announcedAt.toISOString(),
  resolvedAt: resolvedAt?.toISOString() ?? null,
  updates: updates.map(({ body, writtenAt }) => ({ body, writtenAt: writtenAt.toISOString() })),
});

/** The address of the page: what does not fit is left out. */
export const statusAddress = z.object({
  cursor: pageCursor,
  productId: id('product').optional().catch(undefined),
});
