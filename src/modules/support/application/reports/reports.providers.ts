import { CountChangedTickets } from './count-changed-tickets.js';
import { ExportReport } from './export-report.js';
import { ListRatings } from './list-ratings.js';
import { ReadFigures } from './read-figures.js';
import { ReportRequests } from './report-requests.js';

export const reportsProviders = [CountChangedTickets, ReadFigures, ReportRequests, ExportReport, ListRatings];
