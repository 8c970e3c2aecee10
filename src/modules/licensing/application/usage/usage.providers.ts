import { UsageRepository } from '../../persistence/usage.repository.js';
import { ReportUsage } from './report-usage.js';
import { ShowUsage } from './show-usage.js';

export const usageProviders = [UsageRepository, ReportUsage, ShowUsage];
