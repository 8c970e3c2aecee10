import { ImportFiles } from './import-files.js';
import { ImportRequests } from './import-requests.js';
import { MatchImported } from './match-imported.js';
import { StoreImported } from './store-imported.js';

export const importingProviders = [ImportFiles, ImportRequests, MatchImported, StoreImported];
