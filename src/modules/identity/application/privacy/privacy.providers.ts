import { BuildExport } from './build-export.js';
import { DataSubjects } from './data-subjects.js';
import { EraseAccount } from './erase-account.js';
import { FindErased } from './find-erased.js';
import { FinishErasures } from './finish-erasures.js';
import { MyExports } from './my-exports.js';
import { RequestExport } from './request-export.js';

export const privacyProviders = [
  BuildExport,
  DataSubjects,
  EraseAccount,
  FindErased,
  FinishErasures,
  MyExports,
  RequestExport,
];
