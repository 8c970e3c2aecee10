import { DueMail } from './due-mail.js';
import { EscalateRequests } from './escalate-requests.js';
import { KeepTime } from './keep-time.js';
import { PreviewDueTimes } from './preview-due-times.js';
import { PreviewHolidays } from './preview-holidays.js';
import { PrioritizeTicket } from './prioritize-ticket.js';
import { RecalculateDueTimes } from './recalculate-due-times.js';
import { ServicePromises } from './service-promises.js';
import { ShowServiceLevels } from './show-service-levels.js';
import { WriteCalendar } from './write-calendar.js';
import { WriteServiceLevel } from './write-service-level.js';

export const serviceLevelsProviders = [
  ServicePromises,
  KeepTime,
  PrioritizeTicket,
  EscalateRequests,
  RecalculateDueTimes,
  DueMail,
  ShowServiceLevels,
  PreviewDueTimes,
  PreviewHolidays,
  WriteCalendar,
  WriteServiceLevel,
];
