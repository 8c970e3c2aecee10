import { ImportRequests } from './import-requests.js';
import { MatchImported } from './match-imported.js';
import { StoreImported } from './store-imported.js';

export const importingProviders = [ImportRequests, MatchImported, StoreImported];
