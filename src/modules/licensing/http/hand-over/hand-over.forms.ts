import { z } from 'zod';
import { searchWords } from '../../../../platform/http/fields.js';
import { pageCursor } from '../../../../platform/http/paging.js';
import { askBody, refusalBody } from './hand-over.schemas.js';

/** In the address of the page, where what is malformed is left out. */
export const candidatesQuery = z.object({ query: searchWords(100).catch('') });

export const askForm = z.object({ reason: askBody.shape.reason });

export const refusalForm = z.object(refusalBody.shape);

export const deskQuery = z.object({
  status: z.enum(['open', 'closed']).catch('open'),
  cursor: pageCursor,
});
