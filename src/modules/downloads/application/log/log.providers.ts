import { DownloadLog } from './download-log.js';
import { ExportDownloads } from './export-downloads.js';
import { ListDownloads } from './list-downloads.js';
import { ListDownloadsForStaff } from './list-downloads-for-staff.js';

export const logProviders = [DownloadLog, ExportDownloads, ListDownloads, ListDownloadsForStaff];
