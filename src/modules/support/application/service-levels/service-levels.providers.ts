import { DueMail } from './due-mail.js';
import { EscalateRequests } from './escalate-requests.js';
import { KeepTime } from './keep-time.js';
import { PrioritizeTicket } from './prioritize-ticket.js';
import { RecalculateDueTimes } from './recalculate-due-times.js';
import { ServicePromises } from './service-promises.js';

export const serviceLevelsProviders = [
  ServicePromises,
  KeepTime,
  PrioritizeTicket,
  EscalateRequests,
  RecalculateDueTimes,
  DueMail,
];
