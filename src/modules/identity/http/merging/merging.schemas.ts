import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';

export const mergeBody = z
  .strictObject({
    other: line(254, 'other account').describe(
      'E-mail address, username or serial number of the other account.',
    ),
  })
  .meta({ id: 'MergeRequest' });

export const openMerge = z
  .object({
    id: z.uuid(),
    otherName: z.string().nullable().describe('Null while you asked: whether somebody is meant is not said.'),
    otherLogin: z.string().nullable(),
    proposedByStaff: z.boolean(),
    agreed: z.boolean(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'OpenMerge' });

export const openMerges = z.object({ items: z.array(openMerge), nextCursor: z.null() });
export const mergeAnswer = z.object({ answer: z.enum(['waiting', 'merged']) }).meta({ id: 'MergeAnswer' });
export const mergeProposal = z.object({ id: z.uuid() }).meta({ id: 'MergeProposal' });
