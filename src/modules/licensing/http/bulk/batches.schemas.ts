import { z } from 'zod';
import { multiline } from '../../../../platform/http/fields.js';
import { listing, pageCursor } from '../../../../platform/http/paging.js';

/** Of the file; the form may hold a little more. */
export const maxCsvBytes = 5_000_000;

export const batchForm = z.object({
  csv: z.instanceof(Buffer, { error: 'Choose a CSV file.' }),
  reason: multiline(500, 'reason'),
});

export const batchesPageQuery = z.object({ cursor: pageCursor });

const listedBatch = z
  .object({
    id: z.uuid(),
    status: z
      .enum(['faulty', 'ready', 'running', 'finished'])
      .describe('faulty: lines have problems, so nothing is issued; correct the file and bring it again.'),
    lines: z.int(),
    issued: z.int().describe('How many lines have their license.'),
    problemCount: z.int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'LicenseBatchSummary', description: 'A file of licenses to issue, in a list.' });

export const batchList = listing(listedBatch).meta({
  id: 'LicenseBatchList',
  description: 'Files of licenses to issue, the newest first.',
});

export const batchAnswer = listedBatch
  .extend({
    reason: z.string(),
    problems: z
      .array(
        z.object({
          line: z.int().describe('Of the file, counted from 1.'),
          column: z.string(),
          message: z.string(),
        }),
      )
      .describe('The first 200.'),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    skus: z
      .array(z.object({ sku: z.string(), count: z.int() }))
      .describe('How many licenses each product or edition gets; at most 50.'),
  })
  .meta({ id: 'LicenseBatch', description: 'A file of licenses to issue.' });
