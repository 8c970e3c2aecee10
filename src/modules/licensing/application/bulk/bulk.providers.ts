import { CheckLines } from './check-lines.js';
import { ExportBatch } from './export-batch.js';
import { ExportLicenses } from './export-licenses.js';
import { IssueBatch } from './issue-batch.js';
import { PrepareBatch } from './prepare-batch.js';
import { ShowBatches } from './show-batches.js';
import { StartBatch } from './start-batch.js';
import { TidyBatches } from './tidy-batches.js';

export const bulkProviders = [
  CheckLines,
  ExportBatch,
  ExportLicenses,
  IssueBatch,
  PrepareBatch,
  ShowBatches,
  StartBatch,
  TidyBatches,
];
