import { BatchResult } from './batch-result.js';
import { ChangeBatch } from './change-batch.js';
import { ChangeLicense } from './change-license.js';
import { CheckChanges } from './check-changes.js';
import { CheckLines } from './check-lines.js';
import { ExportBatch } from './export-batch.js';
import { ExportLicenses } from './export-licenses.js';
import { FinishBatch } from './finish-batch.js';
import { IssueBatch } from './issue-batch.js';
import { PrepareBatch } from './prepare-batch.js';
import { ShowBatches } from './show-batches.js';
import { StartBatch } from './start-batch.js';
import { TidyBatches } from './tidy-batches.js';

export const bulkProviders = [
  BatchResult,
  ChangeBatch,
  ChangeLicense,
  CheckChanges,
  CheckLines,
  ExportBatch,
  ExportLicenses,
  FinishBatch,
  IssueBatch,
  PrepareBatch,
  ShowBatches,
  StartBatch,
  TidyBatches,
];
