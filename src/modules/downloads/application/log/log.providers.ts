import { ExportDownloads } from './export-downloads.js';
import { ListDownloads } from './list-downloads.js';

export const logProviders = [ExportDownloads, ListDownloads];
