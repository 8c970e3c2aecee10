import { ReportFilters } from './report-filters.js';
import { ReportsApiController } from './reports.api.controller.js';
import { ReportsPagesController } from './reports.pages.controller.js';

export const reportsControllers = [ReportsApiController, ReportsPagesController];

/** What their pages are made with. */
export const reportsPages = [ReportFilters];
