import { z } from 'zod';
import { multiline } from '../../../../platform/http/fields.js';
import { listing, pageCursor } from '../../../../platform/http/paging.js';
import { batchActions } from '../../application/bulk/show-batches.js';

const action = z.enum(batchActions, 'Choose what to do with the licenses.');

/** Of the file; the form may hold a little more. */
export const maxCsvBytes = 5_000_000;

export const batchForm = z.object({
  action: action.default('issue'),
  csv: z.instanceof(Buffer, { error: 'Choose a CSV file.' }),
  reason: multiline(500, 'reason'),
});

export const batchesPageQuery = z.object({ cursor: pageCursor });

const listedBatch = z
  .object({
    id: z.uuid(),
    action: action.describe('What is done with each line.'),
    status: z
      .enum(['faulty', 'ready', 'running', 'finished'])
      .describe('faulty: lines have problems, so none is carried out; correct the file and upload it again.'),
    lines: z.int(),
    done: z.int().describe('How many lines are carried out, those that were refused then among them.'),
    refused: z
      .int()
      .describe('Lines whose license somebody changed since the file was checked; the result says why.'),
    problemCount: z.int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'LicenseBatchSummary', description: 'A file of licenses to issue or change, in a list.' });

export const batchList = listing(listedBatch).meta({
  id: 'LicenseBatchList',
  description: 'Files of licenses to issue or change, the newest first.',
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
      .describe('How many licenses of each product or edition; at most 50.'),
  })
  .meta({ id: 'LicenseBatch', description: 'A file of licenses to issue or change.' });
